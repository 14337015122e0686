package dev.upkeep.base.parallel;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A few virtual threads for one piece of work. The first task that fails stops the others at once, and its failure is
/// what the caller gets, whatever the others say afterwards. Closing interrupts what still runs and waits for its end,
/// so nobody works on behind the caller's back.
public final class Crew implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free;
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>(null);
    private final Runnable everySecond;
    private final LongSupplier nanoseconds;
    private final AtomicLong lastCall;

    /// @param size how many tasks run at once, at least 1
    /// @param everySecond is called by whoever waits here: tells how far it is, and throws to stop everything
    public Crew(int size, Runnable everySecond) {
        this(size, everySecond, System::nanoTime);
    }

    Crew(int size, Runnable everySecond, LongSupplier nanoseconds) {
        this.free = new Semaphore(size);
        this.everySecond = everySecond;
        this.nanoseconds = nanoseconds;
        this.lastCall = new AtomicLong(nanoseconds.getAsLong());
    }

    /// Works through many tasks, begun in their order, and returns when all are done.
    ///
    /// @throws RuntimeException the first failure of any task
    /// @throws UpkeepException CANCELLED when this thread is interrupted
    public static <T> void work(int size, Iterable<T> tasks, Consumer<T> worker) {
        var waiting = new ConcurrentLinkedQueue<T>();
        tasks.forEach(waiting::add);
        try (var crew = new Crew(size, () -> {})) {
            var ends = new ArrayList<Future<Integer>>();
            for (int i = 0; i < size; i++) {
                ends.add(crew.submit(() -> crew.workThrough(waiting, worker)));
            }
            ends.forEach(crew::await);
        }
    }

    private <T> int workThrough(ConcurrentLinkedQueue<T> waiting, Consumer<T> worker) {
        var done = 0;
        for (T task = waiting.poll(); task != null && !threads.isShutdown(); task = waiting.poll()) {
            worker.accept(task);
            done++;
        }
        return done;
    }

    /// @throws RuntimeException the first failure of any task
    public <T> Future<T> submit(Callable<T> task) {
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
    public <T> T await(Future<T> task) {
        while (true) {
            throwFirstFailure();
            callEverySecond();
            try {
                return task.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException stillRunning) {
                callEverySecond();
            } catch (ExecutionException | CancellationException failed) {
                throwFirstFailure();
                throw new IllegalStateException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new UpkeepException(Kind.CANCELLED, "stopped while working", "", stopped);
            }
        }
    }

    private void callEverySecond() {
        var last = lastCall.get();
        var now = nanoseconds.getAsLong();
        if (now - last >= SECOND && lastCall.compareAndSet(last, now)) {
            everySecond.run();
        }
    }

    private void throwFirstFailure() {
        switch (firstFailure.get()) {
            case null -> {}
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure ->
                throw new UpkeepException(
                        Kind.FAILED, "a part of the work failed: " + failure.getMessage(), "", failure);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
