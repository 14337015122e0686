package dev.upkeep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Extensions written in SQL that exist while the tests of one class run: the server takes them from its own
/// `share/extension` only, which as a rule only root may write. Their names hold the process that made them, so that
/// what a killed test run left behind is removed by the next.
public final class ServerExtensions implements AfterAllCallback {
    private static final String PREFIX = "upkeep_selftest_";

    private final PrivateCluster postgres;
    private final List<Path> files = new ArrayList<>();

    public ServerExtensions(PrivateCluster postgres) {
        this.postgres = postgres;
    }

    /// @param control lines of its control file
    /// @param scripts by version
    /// @return the extension's name, which holds the word
    public String install(String word, String control, Map<String, String> scripts) {
        var folder = Path.of(postgres.psql("SELECT setting FROM pg_config WHERE name = 'SHAREDIR'"))
                .resolve("extension");
        Assumptions.assumeTrue(
                Files.isWritable(folder),
                () -> "not shown: this account can't put an extension into " + folder + ", root can");
        removeThoseOfDeadRuns(folder);
        var name = PREFIX + ProcessHandle.current().pid() + "_" + word;
        scripts.forEach((version, script) -> write(folder.resolve(name + "--" + version + ".sql"), script));
        write(folder.resolve(name + ".control"), control);
        return name;
    }

    private void write(Path file, String text) {
        files.add(file);
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeThoseOfDeadRuns(Path folder) {
        try (var left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (var file : left) {
                var pid =
                        file.getFileName().toString().substring(PREFIX.length()).split("_", 2)[0];
                if (pid.matches("\\d{1,9}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
        }
    }
}
