package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `upkeep restore --merge` and `--undo-merge`, killed at random moments: after the next command all rows are in
/// or none is, as the run says, and nothing is left beside. `-Dkill.seed=N` repeats a run.
final class MergeKillIT {
    private static final long SEED = Long.getLong("kill.seed", 20_261_121);

    /// Per mille of the usual time; before that the JVM only starts.
    private static final int EARLIEST = 350;

    private static final String LOST = "1|0";
    private static final String THERE = "2|30000";

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);
    private final List<String> ends = new ArrayList<>();

    @BeforeEach
    void losses() throws IOException {
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TABLE people (id int PRIMARY KEY);
                CREATE TABLE hours (id serial PRIMARY KEY, person int NOT NULL REFERENCES people ON DELETE CASCADE, note text);
                INSERT INTO people VALUES (1), (2);
                INSERT INTO hours (person, note) SELECT 2, 'note ' || i FROM generate_series(1, 30000) i;""");
        world = CommandsWorld.in(temp, postgres);
        world.backup();
        postgres.psql("vms", "DELETE FROM people WHERE id = 2");
        assertThat(rows()).isEqualTo(LOST);
    }

    @Test
    void threeKillsLeaveAllRowsOrNone() throws Exception {
        kill(3, SEED);
    }

    @Tag("long")
    @Test
    void thirtyKillsLeaveAllRowsOrNone() throws Exception {
        kill(30, SEED + 1);
        assertThat(ends).contains("restore-merge done", "restore-merge rolled_back");
    }

    private void kill(int times, long seed) throws Exception {
        var random = new Random(seed);
        var began = System.nanoTime();
        assertThat(UpkeepProcess.run(merge()).exitCode()).isZero();
        var merging = Duration.ofNanos(System.nanoTime() - began);
        began = System.nanoTime();
        assertThat(UpkeepProcess.run(undo()).exitCode()).isZero();
        var undoing = Duration.ofNanos(System.nanoTime() - began);
        for (var number = 1; number <= times; number++) {
            var there = rows().equals(THERE);
            var usual = there ? undoing : merging;
            var moment = usual.multipliedBy(EARLIEST + random.nextInt(1100 - EARLIEST))
                    .dividedBy(1000);
            killAt(moment, there ? undo() : merge());
            world.upkeep("backups").exits(0);
            allOrNone("kill %d of seed %d after %d ms".formatted(number, seed, moment.toMillis()));
        }
    }

    private static void killAt(Duration moment, String... words) throws InterruptedException {
        try (var process = UpkeepProcess.start(words)) {
            Thread.sleep(moment);
            process.kill();
        }
    }

    private void allOrNone(String description) {
        var newest =
                world.upkeep("runs", "--last", "1", "--json").json().get("runs").get(0);
        var verb = newest.get("verb").asString();
        var outcome = newest.get("outcome").asString();
        ends.add(verb + " " + outcome);
        assertThat(outcome).as(description).isIn("done", "rolled_back");
        if (!verb.equals("backup")) {
            var there = verb.equals("restore-merge") == outcome.equals("done");
            assertThat(rows()).as(description + ": " + verb + " " + outcome).isEqualTo(there ? THERE : LOST);
            assertThat(Files.exists(record(newest.get("run").asString())))
                    .as(description)
                    .isEqualTo(verb.equals("restore-merge") && outcome.equals("done"));
        }
        assertThat(postgres.psql("vms", """
                SELECT datname FROM pg_database WHERE datname LIKE 'upkeep%'
                UNION ALL SELECT nspname FROM pg_namespace WHERE nspname LIKE 'upkeep%'""")).as(description).isEmpty();
    }

    private Path record(String run) {
        return world.state().resolve("merges/%s.rows".formatted(run));
    }

    private static String rows() {
        return postgres.psql("vms", "SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM hours)");
    }

    private String[] merge() {
        return words("--table", "hours", "--merge");
    }

    private String[] undo() {
        for (var run : world.upkeep("runs", "--last", "100", "--json").json().get("runs")) {
            var id = run.get("run").asString();
            if (run.get("verb").asString().equals("restore-merge")
                    && run.get("outcome").asString().equals("done")) {
                return words("--undo-merge", id);
            }
        }
        throw new AssertionError("no merge is done");
    }

    private String[] words(String... words) {
        return Stream.of(
                        Stream.of("restore", "vms"),
                        Stream.of(words),
                        Stream.of("--yes", "--config", world.config(), "--state", world.state()))
                .flatMap(each -> each)
                .map(Object::toString)
                .toArray(String[]::new);
    }
}
