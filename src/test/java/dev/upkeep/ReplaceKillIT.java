package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import dev.upkeep.testkit.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `upkeep restore --replace`, killed at random moments under an app that writes: after the next command the live name
/// is
/// the old or the new database, open, as the run says, and each acknowledged row is in one database.
/// `-Dkill.seed=N` repeats a run.
final class ReplaceKillIT {
    private static final long SEED = Long.getLong("kill.seed", 20_261_121);

    /// Per mille of the usual time; before that the JVM only starts.
    private static final int EARLIEST = 350;

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeEach
    void liveDatabaseWithASet() throws IOException {
        CommandsWorld.database(postgres);
        postgres.psql("vms", Writer.TABLE);
        world = CommandsWorld.in(temp, postgres);
        Files.writeString(
                world.config(),
                "stop: [ touch, stopped ]\nstart: [ sh, -c, 'sleep 0.3; rm -f stopped' ]\n",
                StandardOpenOption.APPEND);
        world.backup();
    }

    @AfterEach
    void drop() {
        databases().forEach(name -> postgres.psql("DROP DATABASE \"%s\" WITH (FORCE)".formatted(name)));
    }

    @Test
    void threeKillsLeaveTheOldOrTheNewDatabaseOpen() throws Exception {
        killed(3, SEED);
    }

    @Tag("long")
    @Test
    void aHundredKillsLeaveTheOldOrTheNewDatabaseOpen() throws Exception {
        var ends = killed(100, SEED + 1);
        assertThat(ends).as("how the next command ended killed runs").contains("done", "rolled_back");
    }

    /// How the runs ended that were taken up by the next command.
    private Set<String> killed(int times, long seed) throws Exception {
        var ends = new HashSet<String>();
        var began = System.nanoTime();
        assertThat(UpkeepProcess.run(words()).exitCode()).isZero();
        var usual = Duration.ofNanos(System.nanoTime() - began);
        var random = new Random(seed);
        try (var writer = new Writer(postgres, "vms", () -> !Files.exists(temp.resolve("stopped"))).start()) {
            for (var number = 1; number <= times; number++) {
                var moment = usual.multipliedBy(EARLIEST + random.nextInt(1100 - EARLIEST))
                        .dividedBy(1000);
                var old = oid();
                var before = newest();
                killAt(moment);
                var next = world.upkeep("backups").exits(0);
                oldOrNew(old, before, "kill %d of seed %d after %d ms".formatted(number, seed, moment.toMillis()));
                if (next.words().contains("took up")) {
                    ends.add(newest().get("outcome").asString());
                }
            }
            writer.finish();
            var all = new ArrayList<Long>();
            for (var name : databases()) {
                postgres.psql("ALTER DATABASE \"%s\" ALLOW_CONNECTIONS true".formatted(name));
                all.addAll(Writer.in(postgres, name));
            }
            writer.requireEachOnce(all);
        }
        return ends;
    }

    private void killAt(Duration moment) throws InterruptedException {
        try (var process = UpkeepProcess.start(words())) {
            Thread.sleep(moment);
            process.kill();
        }
    }

    private void oldOrNew(String old, JsonNode before, String description) {
        var now = newest();
        var outcome = now.get("outcome").asString();
        assertThat(outcome).as(description).isIn("done", "rolled_back");
        var begun = !now.get("run").asString().equals(before.get("run").asString());
        assertThat(oid().equals(old)).as(description + ": " + outcome).isEqualTo(!begun || !outcome.equals("done"));
        assertThat(open()).as(description + ": " + outcome).isEqualTo("t");
        assertThat(Files.exists(temp.resolve("stopped")))
                .as(description + ": stopped")
                .isFalse();
        assertThat(databases()).as(description).noneMatch(name -> name.matches("upkeep_\\d.*"));
    }

    private JsonNode newest() {
        return world.upkeep("runs", "--last", "1", "--json").json().get("runs").get(0);
    }

    private String[] words() {
        return Stream.of("restore", "vms", "--replace", "--yes", "--config", world.config(), "--state", world.state())
                .map(Object::toString)
                .toArray(String[]::new);
    }

    private static List<String> databases() {
        return postgres.psql(
                        "SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')")
                .lines()
                .toList();
    }

    private static String oid() {
        return postgres.psql("SELECT oid FROM pg_database WHERE datname = 'vms'");
    }

    private static String open() {
        return postgres.psql("SELECT datallowconn FROM pg_database WHERE datname = 'vms'");
    }
}
