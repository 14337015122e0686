package dev.upkeep.drivers.database.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.UUID;

/// Lends a password to libpq programs in a file that only we can read, and removes it; also those that a killed
/// process left behind. There is no file when there is no password. A lock says that a file is in use: it ends with
/// its process, however that ends, and means the same in a container that shares the temp folder.
public final class PasswordFile implements AutoCloseable {
    private static final String PREFIX = "upkeep-pgpass-";
    /// Ours are never opened again: closing a file ends all locks that this process has on it.
    private static final String OURS = PREFIX + UUID.randomUUID() + "-";

    private record Lent(Path path, FileChannel lock) {
        /// @return false when somebody took it for one that was left behind, before it was locked
        boolean fill(ByteBuffer line) throws IOException {
            try {
                lock.lock();
                if (Files.exists(path)) {
                    lock.write(line);
                    return true;
                }
                lock.close();
                return false;
            } catch (IOException | RuntimeException failure) {
                removeAfter(failure);
                throw failure;
            }
        }

        private void removeAfter(Exception failure) {
            try {
                remove();
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
        }

        void remove() throws IOException {
            try (var _ = lock) {
                Files.deleteIfExists(path);
            }
        }
    }

    private final Optional<Lent> lent;

    private PasswordFile(Optional<Lent> lent) {
        this.lent = lent;
    }

    static PasswordFile of(PostgresAddress address) {
        return new PasswordFile(address.password().get().map(PasswordFile::written));
    }

    Optional<Path> file() {
        return lent.map(Lent::path);
    }

    private static Lent written(String password) {
        if (password.indexOf('\n') >= 0) {
            throw new UpkeepException(
                    Kind.CONFIGURATION,
                    "the database password has a line end",
                    "pg_dump can't be given such a password.");
        }
        removeLeftBehind();
        try {
            return written(StandardCharsets.UTF_8.encode(
                    "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n"));
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not write a password file: " + failure.getMessage(),
                    "Look at the temp folder.",
                    failure);
        }
    }

    /// Between making and locking it, somebody may take it for one that was left behind; then there is another.
    private static Lent written(ByteBuffer line) throws IOException {
        var lent = tried(line);
        while (lent.isEmpty()) {
            lent = tried(line);
        }
        return lent.get();
    }

    private static Optional<Lent> tried(ByteBuffer line) throws IOException {
        var path = Files.createTempFile(OURS, "");
        try {
            var lent = new Lent(path, FileChannel.open(path, WRITE));
            return lent.fill(line) ? Optional.of(lent) : Optional.empty();
        } catch (NoSuchFileException taken) {
            return Optional.empty();
        }
    }

    /// Removes the files of this account's processes that are no more. Everybody may put files into the temp folder:
    /// those of others are not touched, and nothing that is found there stops a command.
    public static void removeLeftBehind() {
        removeLeftBehind(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static void removeLeftBehind(Path tempFolder) {
        try (var files = Files.newDirectoryStream(tempFolder, PREFIX + "*")) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith(OURS)) {
                    removeUnlessInUse(file);
                }
            }
        } catch (IOException | DirectoryIteratorException cantBeListed) {
            return;
        }
    }

    private static void removeUnlessInUse(Path file) {
        try {
            if (isOfThisAccount(file)) {
                removeUnlessLocked(file);
            }
        } catch (IOException | OverlappingFileLockException inUseOrGone) {
            return;
        }
    }

    private static boolean isOfThisAccount(Path file) throws IOException {
        var seen = Files.readAttributes(file, PosixFileAttributes.class, NOFOLLOW_LINKS);
        return seen.isRegularFile() && seen.owner().getName().equals(System.getProperty("user.name"));
    }

    private static void removeUnlessLocked(Path file) throws IOException {
        try (var channel = FileChannel.open(file, WRITE, NOFOLLOW_LINKS);
                var lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        if (lent.isEmpty()) {
            return;
        }
        try {
            lent.get().remove();
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not remove " + lent.get().path() + ", which holds a password",
                    "Remove it.",
                    failure);
        }
    }
}
