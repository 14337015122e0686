package dev.upkeep;

import static dev.upkeep.CommandsWorld.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Ctrl-C, on a real process.
@Timeout(60)
final class InterruptIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    @Test
    void aBackupThatIsInterruptedIsTakenBackAndSaysSo() throws Exception {
        CommandsWorld.database(postgres);
        postgres.psql(
                "vms", "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 30) FROM generate_series(1, 150000) i");
        var world = CommandsWorld.in(temp, postgres);
        var process = start(world);
        try {
            await().until(() ->
                    !process.isAlive() || !world.filesBelow("staging").isEmpty());

            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            var words = Files.readString(temp.resolve("words"));
            assertThat(process.exitValue()).as(words).isEqualTo(1);
            assertThat(words)
                    .contains("upkeep: stopped: you asked to stop", "Everything that was begun is taken back.");
            var answer = JsonMapper.shared().readTree(Files.readString(temp.resolve("out")));
            assertThat(answer.get("outcome").asString()).isEqualTo("rolled_back");
            assertProblem(answer, "cancelled", "stopped: you asked to stop");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(world.filesBelow("sets")).isEmpty();
        assertThat(world.filesBelow("staging")).isEmpty();
        assertThat(world.filesBelow("locks")).isEmpty();
        assertThat(world.upkeep("backups").exits(0).out()).contains("There is no set yet");
        await().until(() -> postgres.psql("SELECT count(*) FROM pg_stat_activity WHERE datname = 'vms'")
                .equals("0"));
    }

    /// A test run in the background has INT ignored, and a child would inherit that.
    private Process start(CommandsWorld world) throws IOException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Upkeep.class.getName(),
                        "backup",
                        "--json",
                        "--config",
                        world.config().toString(),
                        "--state",
                        world.state().toString())
                .redirectOutput(temp.resolve("out").toFile())
                .redirectError(temp.resolve("words").toFile())
                .start();
    }
}
