package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads files that others may be writing: one that changes under the reading is read again, and named when it never
/// stays the same. Links are not followed. May be used from several threads.
public final class FileReader {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2));

    private final FileGroup group;
    private final Pause pause;
    private final Inodes inodes = new Inodes();

    public FileReader(FileGroup group, Pause pause) {
        this.group = group;
        this.pause = pause;
    }

    /// Takes a file's content; is called again, with a new stream from the start, when the file changed meanwhile.
    /// What it throws stops the reading.
    @FunctionalInterface
    public interface Sink<T> {
        T take(InputStream content) throws IOException;
    }

    /// How the reading ended.
    public sealed interface Outcome<T> {
        /// The content is the file's.
        ///
        /// @param file as it was while it was read, with the size of what was kept
        /// @param kept what the sink made of it
        /// @param holes whether a block of it is all zeros, and is better restored as a hole
        /// @param settled false when it changed each time: what is kept is the last that was read
        record Kept<T>(TreeEntry.Regular file, T kept, boolean holes, boolean settled) implements Outcome<T> {}

        /// There is no such file any more.
        record Vanished<T>() implements Outcome<T> {}
    }

    /// @throws UpkeepException MISSING when it may not be read, FAILED when the disk can't
    ///     read it
    public <T> Outcome<T> read(TreeName name, Sink<T> sink) {
        var path = name.in(group.folder());
        try {
            for (var wait : PAUSES) {
                var outcome = attempt(path, name, sink);
                if (isFinal(outcome)) {
                    return outcome;
                }
                pause.pause(wait);
            }
            return attempt(path, name, sink);
        } catch (IOException failed) {
            throw problem(path, failed);
        }
    }

    private static boolean isFinal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Kept<?> kept -> kept.settled();
            case Outcome.Vanished<?> ignored -> true;
        };
    }

    private <T> Outcome<T> attempt(Path path, TreeName name, Sink<T> sink) throws IOException {
        var before = look(path, name);
        if (before.isEmpty()) {
            return new Outcome.Vanished<>();
        }
        try (var content = open(path, before.get().size())) {
            var kept = sink.take(content);
            var settled = content.isComplete() && look(path, name).equals(before);
            return new Outcome.Kept<>(sized(before.get(), content.count()), kept, content.sawHole(), settled);
        } catch (NoSuchFileException | FileNotFoundException | NotDirectoryException gone) {
            return new Outcome.Vanished<>();
        }
    }

    /// At most as much as the file had when it was looked at: what is appended to a log while it is read is left to
    /// the next backup, and reading always ends.
    private MeasuredInput open(Path path, long size) throws IOException {
        try {
            var channel = Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return new MeasuredInput(Channels.newInputStream(channel), size, failed -> problem(path, failed));
        } catch (FileSystemException failed) {
            if (Files.isSymbolicLink(path)) {
                throw new NoSuchFileException(path.toString());
            }
            throw failed;
        }
    }

    /// The file as it is now; empty when there is none, or a folder on the way was replaced by a link that leads
    /// elsewhere.
    private Optional<TreeEntry.Regular> look(Path path, TreeName name) throws IOException {
        try {
            var folder = name.parent().in(group.folder());
            if (!folder.toRealPath().equals(folder)) {
                return Optional.empty();
            }
            var inode = inodes.read(path);
            return inode.isRegular() ? Optional.of(inode.asFile(name)) : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Optional.empty();
        }
    }

    private UpkeepException problem(Path path, IOException failed) {
        return FileProblems.reading("files." + group.name(), path, failed);
    }

    private static TreeEntry.Regular sized(TreeEntry.Regular file, long size) {
        return new TreeEntry.Regular(file.name(), file.attributes(), size, file.changed(), file.device(), file.inode());
    }
}
