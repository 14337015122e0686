package dev.upkeep.drivers.store.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Writes small files all or nothing: beside (in the hidden folder `.tmp`), forced, then moved or linked into
/// place. What a power cut leaves in `.tmp` is removed a day later.
final class SmallFiles {
    private static final Duration LEFTOVER = Duration.ofDays(1);

    private final Root root;

    SmallFiles(Root root) {
        this.root = root;
    }

    void put(Path target, byte[] content) throws IOException {
        var beside = writeBeside(content);
        Files.move(beside, target, ATOMIC_MOVE);
        Root.force(Root.parentOf(target));
    }

    /// @throws FileAlreadyExistsException when the target is there
    void putNew(Path target, byte[] content) throws IOException {
        var beside = writeBeside(content);
        try {
            Files.createLink(target, beside);
        } catch (FileAlreadyExistsException exists) {
            throw exists;
        } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
            write(target, content);
        } finally {
            Files.deleteIfExists(beside);
        }
        Root.force(Root.parentOf(target));
    }

    private Path writeBeside(byte[] content) throws IOException {
        var folder = root.folder().resolve(".tmp");
        root.makeFolder(folder);
        var beside = folder.resolve(UUID.randomUUID().toString());
        try {
            write(beside, content);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(beside);
            throw failed;
        }
        removeLeftovers(folder, beside);
        return beside;
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), Root.PRIVATE_FILE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void removeLeftovers(Path folder, Path own) throws IOException {
        var old = Files.getLastModifiedTime(own).toInstant().minus(LEFTOVER);
        try (var files = Files.newDirectoryStream(folder)) {
            for (var each : files) {
                removeWhenOlder(each, old);
            }
        }
    }

    private static void removeWhenOlder(Path file, Instant old) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
    }
}
