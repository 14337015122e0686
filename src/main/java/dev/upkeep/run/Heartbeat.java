package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.time.Duration;

/// Prolongs a run's lease as long as this process lives and the run lasts. It stays silent about failures: the run
/// itself finds out at its next checkpoint or entry that the lease is lost.
final class Heartbeat implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(3);

    private final Thread thread;

    private Heartbeat(Thread thread) {
        this.thread = thread;
    }

    static Heartbeat start(Journal journal, Lease lease, Pause pause) {
        var thread = Thread.ofPlatform()
                .daemon()
                .name("heartbeat of " + lease.run())
                .unstarted(() -> beat(journal, lease, pause));
        thread.start();
        return new Heartbeat(thread);
    }

    private static void beat(Journal journal, Lease lease, Pause pause) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                pause.pause(BEAT);
                journal.renew(lease);
            } catch (UpkeepException failure) {
                if (failure.problem().kind() == Kind.CLASH) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
