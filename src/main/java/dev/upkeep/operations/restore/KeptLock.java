package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.operations.sets.StoreLock;
import java.time.Duration;

/// Keeps a lock fresh from a thread of its own, however long one statement of the work takes. It stays silent about
/// failures: whoever reads asks [#requireHeld] in the end.
final class KeptLock implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(20);

    private final StoreLock lock;
    private final Thread thread;

    private KeptLock(StoreLock lock, Thread thread) {
        this.lock = lock;
        this.thread = thread;
    }

    static KeptLock of(StoreLock lock, Pause pause) {
        var thread =
                Thread.ofPlatform().daemon().name("keeps a lock of the store").unstarted(() -> beat(lock, pause));
        thread.start();
        return new KeptLock(lock, thread);
    }

    private static void beat(StoreLock lock, Pause pause) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                pause.pause(BEAT);
                lock.keep();
            } catch (UpkeepException failure) {
                if (failure.problem().kind() == Kind.CLASH) {
                    return;
                }
            }
        }
    }

    /// @throws UpkeepException CLASH when somebody took it away, so that what was read may have been pruned meanwhile
    void requireHeld() {
        lock.requireHeld();
    }

    /// Lets it go first: no beat can write it again.
    @Override
    public void close() {
        try {
            lock.close();
        } finally {
            thread.interrupt();
        }
    }
}
