package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A few threads for one step. The first task that fails stops the others at once, and its failure is the step's,
/// whatever the others say afterwards. Closing interrupts what still runs and waits for its end.
final class Workers implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free;
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>(null);
    private final Runnable everySecond;

    /// @param count how many tasks run at once
    /// @param everySecond is called by whoever waits here: tells how far it is, and throws to stop everything
    Workers(int count, Runnable everySecond) {
        this.free = new Semaphore(count);
        this.everySecond = everySecond;
    }

    /// @throws RuntimeException the first failure of any task
    <T> Future<T> submit(Callable<T> task) {
        try {
            return threads.submit(() -> perform(task));
        } catch (RejectedExecutionException stopped) {
            throwFirstFailure();
            throw stopped;
        }
    }

    private <T> T perform(Callable<T> task) throws Exception {
        free.acquire();
        try {
            return task.call();
        } catch (Exception | Error failure) {
            if (firstFailure.compareAndSet(null, failure)) {
                threads.shutdownNow();
            }
            throw failure;
        } finally {
            free.release();
        }
    }

    /// Waits for a task's end.
    ///
    /// @throws RuntimeException the first failure of any task, or what `everySecond` threw
    <T> T await(Future<T> task) {
        while (true) {
            throwFirstFailure();
            try {
                return task.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException stillRunning) {
                everySecond.run();
            } catch (ExecutionException | CancellationException failed) {
                throwFirstFailure();
                throw new IllegalStateException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new UpkeepException(Kind.CANCELLED, "stopped while the backup was running", "", stopped);
            }
        }
    }

    private void throwFirstFailure() {
        switch (firstFailure.get()) {
            case null -> {}
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure ->
                throw new UpkeepException(
                        Kind.FAILED, "a part of the backup failed: " + failure.getMessage(), "", failure);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
