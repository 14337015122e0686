package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// The list of what a run does in one place, on disk before it does anything: whoever takes it back needs nothing else.
/// For one thread.
final class RunList implements AutoCloseable {
    private static final int ENOUGH = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final StringBuilder waiting = new StringBuilder();

    private RunList(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static RunList make(Path file) {
        try {
            return new RunList(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException failed) {
            throw trouble("write", file, failed);
        }
    }

    void add(Decision decision) {
        waiting.append(decision.line()).append('\n');
        if (waiting.length() > ENOUGH) {
            write();
        }
    }

    private void write() {
        try {
            var bytes = ByteBuffer.wrap(waiting.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            waiting.setLength(0);
        } catch (IOException failed) {
            throw trouble("write", file, failed);
        }
    }

    /// It is on disk when this returns.
    void force() {
        write();
        try {
            channel.force(true);
        } catch (IOException failed) {
            throw trouble("write", file, failed);
        }
    }

    /// Whether the run does nothing in this place.
    static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException failed) {
            throw trouble("read", file, failed);
        }
    }

    /// A last line that a crash cut off announced nothing that was done.
    static void read(Path file, Consumer<Decision> reader) {
        try (var lines = Files.newBufferedReader(file)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (isWhole(line, lines)) {
                    reader.accept(Decision.of(line));
                }
            }
        } catch (NoSuchFileException nothingDone) {
            return;
        } catch (IOException failed) {
            throw trouble("read", file, failed);
        }
    }

    private static boolean isWhole(String line, BufferedReader lines) throws IOException {
        if (line.endsWith("}")) {
            return true;
        }
        lines.mark(1);
        var isLast = lines.read() < 0;
        lines.reset();
        return !isLast;
    }

    private static UpkeepException trouble(String what, Path file, IOException failed) {
        return new UpkeepException(
                Kind.FAILED,
                "could not %s the run's list %s: %s".formatted(what, file.getFileName(), failed.getMessage()),
                "Look at the free space (df) and the file system, then restore again.",
                failed);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw trouble("write", file, failed);
        }
    }
}
