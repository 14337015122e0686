package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The file that lends a password to `pg_dump`, when Upkeep is killed while `pg_dump` runs.
@Timeout(120)
final class PasswordLeftBehindIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    @BeforeAll
    static void database() {
        CommandsWorld.database(postgres);
    }

    @Test
    void itStaysWhileItIsInUseAndIsRemovedByTheNextCommandAfterAKill() throws Exception {
        var world = CommandsWorld.in(temp, postgres);
        var words = new String[] {
            "backup",
            "--config",
            world.config().toString(),
            "--state",
            world.state().toString()
        };
        try (var session = postgres.connect("vms");
                var statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_ts_template"); // only pg_dump reads it
            try (var backup = UpkeepProcess.start(words)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !passwordFiles().isEmpty() && waits());
                world.upkeep("runs").exits(0);
                assertThat(backup.isRunning()).isTrue();
                assertThat(passwordFiles()).as("while pg_dump needs it").isNotEmpty();

                backup.kill();
            }
            assertThat(passwordFiles()).as("a killed process removes nothing").isNotEmpty();

            world.upkeep("runs").exits(0);

            assertThat(passwordFiles()).isEmpty();
        }
    }

    private static boolean waits() {
        return !postgres.psql("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0");
    }

    /// Those that hold the password of this test's server.
    private static List<Path> passwordFiles() throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (var file : files) {
                if (Files.isRegularFile(file) && holdsThePassword(file)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static boolean holdsThePassword(Path file) throws IOException {
        try {
            return Files.size(file) < 1000 && Files.readString(file).endsWith(":" + postgres.password() + "\n");
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
    }
}
