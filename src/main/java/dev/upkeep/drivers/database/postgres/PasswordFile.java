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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// Lends a password to libpq programs in a file that only we can read, and removes it; also those that a killed
/// process left behind. There is no file when there is no password. A lock says that a file is in use: it ends with
/// its process, however that ends, and means the same in a container that shares the temp folder.
public final class PasswordFile implements AutoCloseable {
    private static final String PREFIX = "upkeep-pgpass-";
    /// Ours are never opened again: closing a file ends all locks that this process has on it.
    private static final String OURS = PREFIX + UUID.randomUUID() + "-";

    private record Lent(Path path, FileChannel lock) {}

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
            throw failed("could not write a password file", failure);
        }
    }

    /// Between making and locking it, somebody may take it for one that was left behind; then there is another.
    private static Lent written(ByteBuffer line) throws IOException {
        while (true) {
            var path = Files.createTempFile(OURS, "");
            var lock = FileChannel.open(path, WRITE);
            lock.lock();
            if (Files.exists(path)) {
                lock.write(line);
                return new Lent(path, lock);
            }
            lock.close();
        }
    }

    /// Removes the files of processes that are no more, as far as this account may.
    public static void removeLeftBehind() {
        try (var files = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*")) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith(OURS)
                        && Files.isRegularFile(file, NOFOLLOW_LINKS)
                        && Files.isWritable(file)) {
                    removeUnlessInUse(file);
                }
            }
        } catch (NoSuchFileException noTempFolder) {
            return;
        } catch (IOException failure) {
            throw failed("could not look for password files that were left behind", failure);
        }
    }

    private static void removeUnlessInUse(Path file) throws IOException {
        try (var channel = FileChannel.open(file, WRITE, NOFOLLOW_LINKS);
                var lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | OverlappingFileLockException somebodyRemovesItRightNow) {
            return;
        }
    }

    private static UpkeepException failed(String what, IOException cause) {
        return new UpkeepException(Kind.FAILED, what + ": " + cause.getMessage(), "Look at the temp folder.", cause);
    }

    @Override
    public void close() {
        if (lent.isEmpty()) {
            return;
        }
        try (var _ = lent.get().lock()) {
            Files.deleteIfExists(lent.get().path());
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not remove " + lent.get().path() + ", which holds a password",
                    "Remove it.",
                    failure);
        }
    }
}
