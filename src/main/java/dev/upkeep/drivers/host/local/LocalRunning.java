package dev.upkeep.drivers.host.local;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Finished;
import dev.upkeep.drivers.host.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A process of ours. A thread of its own ends the tree at the time limit, so that a caller who reads
/// [#output] meanwhile sees the end of the stream.
final class LocalRunning implements Running {
    private static final int KEPT_ERRORS = 64 * 1024;
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(5);

    private final Command command;
    private final Process process;
    private final ProcessTree tree;
    private final Capture errors;
    private final AtomicBoolean timedOut = new AtomicBoolean();
    private final AtomicBoolean swept = new AtomicBoolean();

    private LocalRunning(Command command, Process process, ProcessTree tree) {
        this.command = command;
        this.process = process;
        this.tree = tree;
        this.errors =
                Capture.start("errors of " + process.pid(), process.getErrorStream(), Capture.Keep.LAST, KEPT_ERRORS);
    }

    static LocalRunning watch(Command command, Process process, ProcessTree tree) {
        var running = new LocalRunning(command, process, tree);
        Thread.ofVirtual().name("time limit of " + process.pid()).start(running::keepTheLimit);
        return running;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    /// Reads standard output too, up to the limit.
    Finished awaitWithOutput(int kept) {
        var output = Capture.start("output of " + process.pid(), process.getInputStream(), Capture.Keep.FIRST, kept);
        var ended = await();
        try {
            output.await(STREAM_PATIENCE);
        } catch (InterruptedException interrupted) {
            throw cancelled(interrupted);
        }
        return new Finished(ended.command(), ended.exitCode(), output.text(command), ended.errors(), ended.timedOut());
    }

    @Override
    public Finished await() {
        try {
            var exitCode = process.waitFor();
            sweep();
            errors.await(STREAM_PATIENCE);
            return new Finished(command.toString(), exitCode, "", errors.text(command), timedOut.get());
        } catch (InterruptedException interrupted) {
            throw cancelled(interrupted);
        }
    }

    @Override
    public void close() {
        sweep();
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
    }

    private UpkeepException cancelled(InterruptedException interrupted) {
        sweep();
        Thread.currentThread().interrupt();
        return new UpkeepException(Kind.CANCELLED, "stopped while running: " + command, "", interrupted);
    }

    private void keepTheLimit() {
        try {
            if (!process.waitFor(command.limit())) {
                timedOut.set(true);
                tree.end();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Once only: after the end the number may belong to another process.
    private void sweep() {
        var leaves = command.leaves() && !process.isAlive() && !timedOut.get();
        if (!swept.getAndSet(true) && !leaves) {
            tree.end();
        }
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (IOException brokenPipe) {
            // The process is gone, and nobody waits for its bytes.
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
