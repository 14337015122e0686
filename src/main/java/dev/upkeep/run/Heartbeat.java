package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;

/// Prolongs a run's lease as long as this process lives and the run lasts. When that has not worked for so long that
/// the lease ends soon, it ends the run's work; that another process took the run up it leaves to the run's next
/// checkpoint or entry to find.
final class Heartbeat implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(3);
    /// Less than the lease lasts, and more than a server needs to start again.
    private static final Duration WITHOUT = Duration.ofSeconds(10);

    private final Thread thread;

    private Heartbeat(Thread thread) {
        this.thread = thread;
    }

    static Heartbeat start(Journal journal, Lease lease, Timing timing, Stop.Hold hold) {
        var thread = Thread.ofPlatform()
                .daemon()
                .name("heartbeat of " + lease.run())
                .unstarted(() -> beat(journal, lease, timing, hold));
        thread.start();
        return new Heartbeat(thread);
    }

    private static void beat(Journal journal, Lease lease, Timing timing, Stop.Hold hold) {
        var last = timing.clock().instant();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                timing.heartbeat().pause(BEAT);
                var asked = timing.clock().instant();
                journal.renew(lease);
                last = asked;
            } catch (UpkeepException failure) {
                if (failure.problem().kind() == Kind.CLASH) {
                    return;
                }
                var without = Duration.between(last, timing.clock().instant());
                if (failure.problem().kind() != Kind.CANCELLED && without.compareTo(WITHOUT) >= 0) {
                    hold.lose(failure.problem());
                }
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
