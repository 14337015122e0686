package dev.upkeep;

import static dev.upkeep.CommandsWorld.assertProblem;
import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `upkeep changes` on a real server, with no more rights than a backup has.
final class ChangesIT {
    private static final String TABLES = """
            CREATE TABLE people (id int PRIMARY KEY, name text, born date, photo bytea);
            INSERT INTO people SELECT i, E'a\\tb\\nc\\\\' || i, '2000-01-01', '\\x0a09' FROM generate_series(1, 1000) i;
            CREATE TABLE pairs (note text, b text, a text, PRIMARY KEY (a, b) INCLUDE (note));
            INSERT INTO pairs VALUES ('x', '2', '11'), ('y', '12', '1'), (NULL, '', ''), ('z', '3', '3');
            CREATE TABLE log (at int, line text);
            INSERT INTO log SELECT 7, 'same' FROM generate_series(1, 300) i;
            INSERT INTO log VALUES (NULL, NULL), (1, ''), (2, '\\N');
            CREATE TABLE hours (day int, who int, hours numeric, PRIMARY KEY (day, who)) PARTITION BY RANGE (day);
            CREATE TABLE hours_1 PARTITION OF hours FOR VALUES FROM (0) TO (100);
            CREATE TABLE hours_2 PARTITION OF hours FOR VALUES FROM (100) TO (200);
            INSERT INTO hours SELECT i, i % 3, 1.50 FROM generate_series(0, 199) i;
            CREATE TABLE made (a int, twice int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY);
            INSERT INTO made VALUES (1), (2);
            CREATE TABLE "Odd ""Table" ("the key" int PRIMARY KEY, "a,b" text);
            INSERT INTO "Odd ""Table" VALUES (1, 'ü'), (2, NULL);
            CREATE TABLE nothing (id int PRIMARY KEY);
            CREATE TABLE filled_later (id int PRIMARY KEY);
            CREATE TABLE truncated AS SELECT i AS id FROM generate_series(1, 500) i;
            CREATE TABLE dropped AS SELECT i AS id FROM generate_series(1, 40) i;
            CREATE TABLE columnless ();
            INSERT INTO columnless DEFAULT VALUES;
            CREATE TABLE wider (id int PRIMARY KEY, name text);
            INSERT INTO wider VALUES (1, 'a'), (2, 'b'), (3, 'c');
            CREATE TABLE replaced (a int);
            INSERT INTO replaced VALUES (1);
            CREATE TABLE same AS SELECT i AS id FROM generate_series(1, 50) i;
            """;

    private static final String AFTERWARDS = """
            UPDATE people SET name = 'changed' WHERE id <= 30;
            UPDATE people SET photo = '\\x0a09' WHERE id = 31;
            UPDATE people SET born = NULL WHERE id = 32;
            DELETE FROM people WHERE id > 990;
            INSERT INTO people SELECT i, 'new', NULL, NULL FROM generate_series(2001, 2007) i;
            UPDATE pairs SET note = 'Y' WHERE a = '1';
            UPDATE pairs SET a = '1', b = '13' WHERE a = '11';
            DELETE FROM log WHERE ctid IN (SELECT ctid FROM log WHERE line = 'same' LIMIT 4);
            UPDATE log SET line = NULL WHERE at = 1;
            INSERT INTO log VALUES (2, E'\\\\N'), (NULL, NULL);
            UPDATE hours SET day = day + 100 WHERE day = 50 AND who = 2;
            UPDATE hours SET hours = 1.5 WHERE day = 199;
            UPDATE made SET a = 3 WHERE a = 1;
            UPDATE "Odd ""Table" SET "a,b" = 'u' WHERE "the key" = 1;
            INSERT INTO filled_later SELECT generate_series(1, 60);
            TRUNCATE truncated;
            DROP TABLE dropped;
            CREATE TABLE fresh AS SELECT i AS id FROM generate_series(1, 25) i;
            INSERT INTO columnless DEFAULT VALUES;
            INSERT INTO columnless DEFAULT VALUES;
            ALTER TABLE wider ADD new text DEFAULT 'x';
            UPDATE wider SET new = 'y' WHERE id = 2;
            UPDATE wider SET name = 'C' WHERE id = 3;
            DROP TABLE replaced;
            CREATE TABLE replaced (other text);
            UPDATE same SET id = id;
            VACUUM FULL same;
            """;

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeEach
    void world() throws IOException {
        postgres.psql("DROP DATABASE IF EXISTS vms");
        postgres.psql("DROP ROLE IF EXISTS clerk");
        postgres.createDatabase("vms");
        postgres.psql("vms", TABLES);
        postgres.psql("vms", "CREATE ROLE clerk LOGIN PASSWORD 'c'; GRANT pg_read_all_data TO clerk");
        world = CommandsWorld.in(temp, postgres);
        Files.writeString(temp.resolve("password"), "c");
        var config = Files.readString(world.config());
        Files.writeString(world.config(), config.replace("user: tester", "user: clerk"));
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        assertThat(world.filesBelow("locks")).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(postgres.psql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'clerk'"))
                                .isEqualTo("0"));
    }

    @Test
    void whatHappenedSinceTheSetIsCountedRowByRow() {
        var set = world.backup();
        assertThat(world.upkeep("changes").exits(0).out())
                .startsWith("Since set %s, taken ".formatted(set))
                .endsWith("No row of 15 tables changed.%n".formatted());

        postgres.psql("vms", AFTERWARDS);
        var changes = world.upkeep("changes", "vms", set, "--json").exits(0).json();

        assertThat(numbers(changes))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("public.people", "changed: 7 new, 31 changed, 10 deleted of 997"),
                        Map.entry("public.pairs", "changed: 1 new, 1 changed, 1 deleted of 4"),
                        Map.entry("public.log", "changed: 3 now, 5 in the set of 301"),
                        Map.entry("public.hours_1", "changed: 0 new, 0 changed, 1 deleted of 99"),
                        Map.entry("public.hours_2", "changed: 1 new, 1 changed, 0 deleted of 101"),
                        Map.entry("public.made", "changed: 1 now, 1 in the set of 2"),
                        Map.entry("public.\"Odd \"\"Table\"", "changed: 0 new, 1 changed, 0 deleted of 2"),
                        Map.entry("public.nothing", "equal: 0 new, 0 changed, 0 deleted of 0"),
                        Map.entry("public.filled_later", "changed: 60 new, 0 changed, 0 deleted of 60"),
                        Map.entry("public.truncated", "changed: 0 new, 0 changed, 500 deleted of 0"),
                        Map.entry("public.dropped", "gone: 0 new, 0 changed, 40 deleted of 0"),
                        Map.entry("public.fresh", "new: 25 new, 0 changed, 0 deleted of 25"),
                        Map.entry("public.columnless", "changed: 2 new, 0 changed, 0 deleted of 3"),
                        Map.entry("public.wider", "changed: at least 1 now, at least 1 in the set of 3"),
                        Map.entry("public.replaced", "redefined: at least 0 now, at least 1 in the set of 0"),
                        Map.entry("public.same", "equal: 0 new, 0 changed, 0 deleted of 50"))));
        assertThat(fields(changes))
                .containsExactly(
                        "set: STRING",
                        "outcome: STRING",
                        "run: STRING",
                        "taken: STRING",
                        "now: STRING",
                        "total: OBJECT",
                        "tables: ARRAY");
        assertThat(fields(changes.get("total")))
                .containsExactly("only_now: NUMBER", "only_in_set: NUMBER", "exact: BOOLEAN");
        assertThat(changes.get("tables").get(0).get("table").asString())
                .as("the one with most differing rows first")
                .isEqualTo("public.truncated");
        assertThat(world.upkeep("changes").exits(0).out())
                .contains("TABLE", "no primary key: a changed row counts as new and as deleted")
                .containsPattern("public\\.made +1 +\\? +1 +2 +the primary key can't be compared")
                .containsPattern("public\\.people +7 +31 +10 +997\n")
                .containsPattern("public\\.wider .*columns \\+new; the numbers are of the others\n")
                .endsWith(
                        "14 of 16 tables differ. A restore of this set would lose at least 135 rows as they are now.%n"
                                .formatted());
    }

    private static Map<String, String> numbers(JsonNode changes) {
        var numbers = new TreeMap<String, String>();
        for (var table : changes.get("tables")) {
            var atLeast = table.get("exact").asBoolean() ? "" : "at least ";
            var text = table.has("new")
                    ? "%s new, %s changed, %s deleted"
                            .formatted(table.get("new"), table.get("changed"), table.get("deleted"))
                    : "%s%s now, %s%s in the set"
                            .formatted(atLeast, table.get("only_now"), atLeast, table.get("only_in_set"));
            numbers.put(
                    table.get("table").asString(),
                    table.get("state").asString() + ": " + text + " of " + table.get("rows_now"));
        }
        return numbers;
    }

    @Test
    void largeObjectsAreNotForgotten() {
        postgres.psql("vms", "SELECT lo_from_bytea(4711, 'a'); GRANT SELECT ON LARGE OBJECT 4711 TO clerk");
        world.backup();
        postgres.psql("vms", "SELECT lo_put(4711, 0, 'b')");

        assertThat(numbers(world.upkeep("changes", "--json").exits(0).json()))
                .containsEntry("large objects", "changed: at least 1 now, at least 1 in the set of 1");
    }

    @Test
    void aDamagedSetIsAnsweredAndNothingStaysOpen() throws IOException {
        world.backup();
        postgres.psql("vms", "UPDATE people SET name = 'changed'");
        world.damage();

        var refused = world.upkeep("changes", "--json").exits(3).json();

        assertThat(refused.get("outcome").asString()).isEqualTo("rolled_back");
        assertThat(refused.get("problem").get("kind").asString()).isEqualTo("damaged");
        assertThat(refused.has("tables")).isFalse();
    }

    @Test
    void withoutASetOrADatabaseThereIsNothingToCompare() {
        world.backup();
        assertProblem(
                world.upkeep("changes", "vms", "2019", "--json").exits(2).json(),
                "not_found",
                "no set of vms begins with 2019");

        postgres.psql("ALTER DATABASE vms RENAME TO elsewhere");
        assertThat(world.upkeep("changes").exits(2).words()).contains("vms");
        postgres.psql("DROP DATABASE elsewhere");
    }
}
