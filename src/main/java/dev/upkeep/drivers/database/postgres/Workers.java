package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A few sessions that see the same moment, lent to whoever reads. After the first failure nothing more is
/// lent: one missing piece makes the others worthless. May be used from several threads.
final class Workers implements AutoCloseable {
    private final Moment moment;
    private final List<Worker> all;
    private final BlockingQueue<Worker> free;
    private volatile boolean closed;
    private volatile boolean failed;

    private Workers(Moment moment, List<Worker> all) {
        this.moment = moment;
        this.all = all;
        this.free = new ArrayBlockingQueue<>(all.size(), true, all);
    }

    static Workers open(Connections connections, Moment moment, int count) {
        var opened = new ArrayList<Worker>();
        try {
            for (var i = 0; i < Math.max(1, count); i++) {
                opened.add(Worker.open(connections, moment));
            }
            return new Workers(moment, List.copyOf(opened));
        } catch (RuntimeException failure) {
            opened.forEach(Worker::close);
            throw failure;
        }
    }

    /// Does the work with a free worker, and looks afterwards whether the moment was held until now.
    ///
    /// @param whatFailed a sentence without its end: `could not copy public.orders`
    <T> T ask(String whatFailed, Work<T> work) {
        var worker = take();
        var done = false;
        try {
            requireUsable();
            var answer = work.with(worker);
            moment.requireAlive();
            done = true;
            return answer;
        } catch (SQLException failure) {
            throw Failures.of(whatFailed, failure);
        } catch (IOException failure) {
            throw new UpkeepException(Kind.FAILED, whatFailed + ": " + failure.getMessage(), "", failure);
        } finally {
            giveBack(worker, done);
        }
    }

    private Worker take() {
        try {
            return free.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UpkeepException(Kind.CANCELLED, "stopped while waiting for a free session", "", interrupted);
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new UpkeepException(Kind.FAILED, "the snapshot of " + moment.address() + " was closed", "");
        }
        if (failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "the snapshot of " + moment.address() + " is of no use after a failure",
                    "Start again.");
        }
    }

    private void giveBack(Worker worker, boolean done) {
        if (!done) {
            failed = true;
            worker.close();
        }
        free.add(worker);
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(Worker::close);
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Worker worker) throws SQLException, IOException;
    }
}
