package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lends a password to libpq programs in a file that only we can read, and removes it; also those that a killed
/// process of ours left behind. There is no file when there is no password.
final class PasswordFile implements AutoCloseable {
    private static final String PREFIX = "upkeep-pgpass-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

    private final Optional<Path> file;

    private PasswordFile(Optional<Path> file) {
        this.file = file;
    }

    static PasswordFile of(PostgresAddress address) {
        return new PasswordFile(address.password().get().map(PasswordFile::write));
    }

    Optional<Path> file() {
        return file;
    }

    private static Path write(String password) {
        if (password.indexOf('\n') >= 0) {
            throw new UpkeepException(
                    Kind.CONFIGURATION,
                    "the database password has a line end",
                    "pg_dump can't be given such a password.");
        }
        try {
            removeThoseOfDeadProcesses();
            var file = Files.createTempFile(PREFIX + ProcessHandle.current().pid() + "-", "");
            return Files.writeString(
                    file, "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n");
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not write a password file: " + failure.getMessage(),
                    "Look at the temp folder.",
                    failure);
        }
    }

    private static void removeThoseOfDeadProcesses() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*")) {
            for (var old : files) {
                var name = NAME.matcher(old.getFileName().toString());
                if (name.matches()
                        && Files.isReadable(old)
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.deleteIfExists(old);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED, "could not remove " + file.get() + ", which holds a password", "Remove it.", failure);
        }
    }
}
