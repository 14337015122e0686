package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Asks the runs of this process to stop, once and for all: a step's thread is interrupted and its next checkpoint
/// throws CANCELLED; then the run is taken back. A run past its point of no return, or being taken back, goes on to
/// its end. Used by the face: `stop.ask("Ctrl-C")`, then [#awaitEnd], from the shutdown hook's thread.
public final class Stop {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Hold> holds = new HashSet<>();
    private String reason = "";

    /// @param why for people, for example `Ctrl-C`
    public void ask(String why) {
        lock.lock();
        try {
            reason = why;
            holds.stream().filter(hold -> !hold.shielded).forEach(hold -> hold.thread.interrupt());
        } finally {
            lock.unlock();
        }
    }

    public boolean asked() {
        lock.lock();
        try {
            return !reason.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no run of this process is performed or taken back any more.
    ///
    /// @return whether that came within the limit
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        var left = limit.toNanos();
        if (!lock.tryLock(left, TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            while (!holds.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return holds.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// This thread begins work that must be ended in order: a run, or several with something around them.
    public Hold enter() {
        lock.lock();
        try {
            var hold = new Hold(Thread.currentThread());
            holds.add(hold);
            return hold;
        } finally {
            lock.unlock();
        }
    }

    private Problem problem() {
        return Problem.of(Kind.CANCELLED, "stopped: " + reason, "");
    }

    /// The work's ear for the stop.
    public final class Hold implements AutoCloseable {
        private final Thread thread;
        private boolean shielded;
        private boolean interrupted;
        private @Nullable Problem lost;

        private Hold(Thread thread) {
            this.thread = thread;
        }

        /// @throws UpkeepException CANCELLED when asked to stop and not shielded
        public void check() {
            lock.lock();
            try {
                if (lost != null) {
                    throw new UpkeepException(lost);
                }
                if (!shielded && asked()) {
                    throw new UpkeepException(problem());
                }
            } finally {
                lock.unlock();
            }
        }

        /// The lease may be another's soon: the work ends now. What is being taken back or finished goes on to its
        /// next entry, which the journal refuses or not.
        void lose(Problem why) {
            lock.lock();
            try {
                if (!shielded && lost == null && holds.contains(this)) {
                    lost = why;
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        /// The problem to name when work failed: the lost lease, the stop when it was asked for, else the failure
        /// itself.
        Problem cause(Problem failure) {
            lock.lock();
            try {
                return lost == null ? stopOr(failure) : lost;
            } finally {
                lock.unlock();
            }
        }

        private Problem stopOr(Problem failure) {
            var stopped = asked() && !shielded;
            return stopped ? problem() : failure;
        }

        /// From now on no stop disturbs; the thread may wait and talk again although it was interrupted.
        public void shield() {
            lock.lock();
            try {
                shielded = true;
                interrupted |= Thread.interrupted() && lost == null;
                lost = null;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                holds.remove(this);
                if (lost != null && !asked()) {
                    // The run was over when its heart noticed; nobody else is to be disturbed.
                    Thread.interrupted();
                }
                ended.signalAll();
                if (interrupted) {
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
