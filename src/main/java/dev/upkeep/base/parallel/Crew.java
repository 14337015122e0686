package dev.upkeep.base.parallel;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Works through tasks with a few virtual threads. The first failure interrupts everybody else and is what the caller
/// gets; nobody works on when [#work] has returned or thrown.
public final class Crew {
    private Crew() {}

    /// @param size how many work at once, at least 1
    /// @param tasks in the order in which they are begun
    /// @throws UpkeepException CANCELLED when this thread is interrupted
    public static <T> void work(int size, Iterable<T> tasks, Consumer<T> worker) {
        var waiting = new ConcurrentLinkedQueue<T>();
        tasks.forEach(waiting::add);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new ExecutorCompletionService<Void>(threads);
            for (int i = 0; i < size; i++) {
                ends.submit(() -> workThrough(waiting, worker), null);
            }
            try {
                for (int i = 0; i < size; i++) {
                    ends.take().get();
                }
            } catch (ExecutionException failed) {
                waiting.clear();
                threads.shutdownNow();
                throw asUnchecked(failed);
            } catch (InterruptedException interrupted) {
                waiting.clear();
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new UpkeepException(Kind.CANCELLED, "stopped while working", "", interrupted);
            }
        }
    }

    private static <T> void workThrough(ConcurrentLinkedQueue<T> waiting, Consumer<T> worker) {
        for (T task = waiting.poll(); task != null; task = waiting.poll()) {
            worker.accept(task);
        }
    }

    private static RuntimeException asUnchecked(ExecutionException failed) {
        return switch (failed.getCause()) {
            case Error error -> throw error;
            case RuntimeException unchecked -> unchecked;
            case null, default -> new IllegalStateException(failed);
        };
    }
}
