package dev.upkeep.cli;

import dev.upkeep.run.Stop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and TERM: the shutdown hook asks the run to stop and holds the process until it is taken back and its end
/// is told, then ends it with the exit code that the verb gives.
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stop stop = new Stop();
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = 1;

    private Interruption() {
        hook = new Thread(this::interrupted, "upkeep-interruption");
    }

    static Interruption watch() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    Stop stop() {
        return stop;
    }

    int finished(int code) {
        exitCode = code;
        return code;
    }

    private void interrupted() {
        stop.ask("you asked to stop");
        try {
            var ended = stop.awaitEnd(PATIENCE) && told.await(5, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(ended ? exitCode : 1);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /// The end is told; from now on a stop is just a stop.
    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
    }
}
