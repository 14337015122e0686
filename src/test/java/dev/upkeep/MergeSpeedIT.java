package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// How long a merge takes, and that it needs no memory for rows.
@Tag("long")
final class MergeSpeedIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    private void table(int rows) throws IOException {
        postgres.psql("DROP DATABASE IF EXISTS vms");
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TABLE people (id int PRIMARY KEY, name text);
                CREATE TABLE hours (id bigserial PRIMARY KEY, person int NOT NULL REFERENCES people, day date, note text);
                CREATE INDEX ON hours (person);
                INSERT INTO people SELECT i, 'person ' || i FROM generate_series(1, 10000) i;
                INSERT INTO hours (person, day, note) SELECT 1 + i %% 10000, '2026-01-01'::date + i %% 300, repeat(md5(i::text), 2)
                    FROM generate_series(1, %d) i;""".formatted(rows));
        world = CommandsWorld.in(temp, postgres);
        world.backup();
    }

    @Test
    void tenThousandRowsOfAMillionAreMergedWithinHalfAMinute() throws IOException {
        table(1_000_000);
        postgres.psql("vms", "DELETE FROM hours WHERE person % 100 = 7; DELETE FROM people WHERE id % 100 = 7");

        var took = merged(10_100);

        assertThat(took).isLessThan(Duration.ofSeconds(30));
        assertThat(postgres.psql("vms", "SELECT count(*) FROM hours")).isEqualTo("1000000");
    }

    @Test
    void aMillionRowsAreMergedAndTakenOutWithLittleMemory() throws IOException {
        table(1_000_000);
        postgres.psql("vms", "TRUNCATE hours, people");

        merged(1_010_000);

        assertThat(postgres.psql("vms", "SELECT count(*) FROM hours")).isEqualTo("1000000");
    }

    private Duration merged(int rows) {
        var merge = timed(words("--table", "hours", "--merge", "--json"));
        var document = JsonMapper.builder().build().readTree(merge.output());
        assertThat(document.get("rows").asInt()).isEqualTo(rows);
        var undo = timed(words("--undo-merge", document.get("run").asString()));
        System.out.printf("merge of %,d rows: %s, undo: %s%n", rows, merge.took(), undo.took());
        timed(words("--table", "hours", "--merge"));
        return merge.took();
    }

    private record Timed(Duration took, String output) {}

    private static Timed timed(String... words) {
        var began = System.nanoTime();
        var ended = UpkeepProcess.runWithHeap("64m", words);
        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        return new Timed(Duration.ofNanos(System.nanoTime() - began), ended.output());
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
