package dev.upkeep;

import static dev.upkeep.CommandsWorld.assertProblem;
import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Lost rows come back into the live tables with what they need, and are taken out again.
final class MergeIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String ROWS = """
            INSERT INTO team VALUES (1, NULL), (2, NULL);
            INSERT INTO people SELECT i, 1 + i % 2, 'm' || i FROM generate_series(1, 20) i;
            UPDATE team SET lead = id + 3;
            INSERT INTO hours (person, hours) SELECT 1 + i % 20, i FROM generate_series(1, 200) i;
            """;

    @TempDir
    static Path temp;

    private static CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);
    private static String set = "";

    @BeforeAll
    static void oneSet() throws IOException {
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TABLE team (id int PRIMARY KEY, lead int);
                CREATE TABLE people (id int PRIMARY KEY, team int REFERENCES team, mail text UNIQUE);
                ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES people;
                CREATE TABLE hours (id serial PRIMARY KEY, person int NOT NULL REFERENCES people, hours numeric);
                CREATE TABLE audit (what text);
                CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO public.audit VALUES (TG_TABLE_NAME); RETURN NULL; END';
                CREATE TRIGGER audited AFTER INSERT ON hours FOR EACH ROW EXECUTE FUNCTION audit();
                """ + ROWS);
        world = CommandsWorld.in(temp, postgres);
        set = world.backup();
    }

    /// Team 2 with all that belongs to it, and its newest hours by themselves.
    @BeforeEach
    void losses() {
        postgres.psql("vms", "BEGIN; TRUNCATE team, people, hours RESTART IDENTITY; " + ROWS + """
                SET session_replication_role = replica; ALTER TABLE hours DROP CONSTRAINT IF EXISTS small;
                DELETE FROM hours WHERE person IN (SELECT id FROM people WHERE team = 2) OR id > 195;
                DELETE FROM people WHERE team = 2; DELETE FROM team WHERE id = 2; TRUNCATE audit; COMMIT;""");
        assertThat(rows()).isEqualTo("1|10|98|0");
    }

    @AfterEach
    void nothingIsLeftBeside() {
        var left = postgres.psql("vms", """
                SELECT datname FROM pg_database WHERE datname LIKE 'upkeep%'
                UNION ALL SELECT nspname FROM pg_namespace WHERE nspname LIKE 'upkeep%'""");
        assertThat(left).isEmpty();
    }

    private static String rows() {
        return postgres.psql("vms", """
                SELECT (SELECT count(*) FROM team), (SELECT count(*) FROM people), (SELECT count(*) FROM hours),
                       (SELECT count(*) FROM audit)""");
    }

    private static CommandsWorld.Said merge(String... words) {
        return world.upkeep(Stream.concat(Stream.of("restore", "vms", set, "--table"), Stream.of(words))
                .toArray(String[]::new));
    }

    @Test
    void aPlanSaysWhichRowsComeBackAndChangesNothing() {
        var said = merge("hours", "--merge", "--plan").exits(0);

        assertThat(said.out()).isEqualTo("""
                Rows of set %s that are missing in the live tables and come back:
                  public.hours: 102 rows (id=2; id=4; id=6; …)
                  public.people: 10 rows (id=1; id=3; id=5; …)
                  public.team: 1 row (id=2)
                """.formatted(set));
        assertThat(rows()).isEqualTo("1|10|98|0");

        postgres.psql("vms", "INSERT INTO people VALUES (30, 1, 'm3')");
        var document = merge("hours", "--merge", "--plan", "--json").exits(0).json();
        assertThat(fields(document))
                .containsExactly(
                        "set: STRING",
                        "outcome: STRING",
                        "run: STRING",
                        "rows: NUMBER",
                        "tables: ARRAY",
                        "remarks: ARRAY");
        assertThat(document.get("tables").get(1).toString()).isEqualTo("""
                {"table":"public.people","rows":9,"examples":["id=1","id=5","id=7"],"left_out":1,"left_out_examples":["id=3"]}""");
    }

    @Test
    void rowsComeBackWithWhatTheyNeedAndAreTakenOutAgain() {
        var merged = merge("hours", "--merge", "--yes", "--json").exits(0).json();

        assertThat(merged.get("rows").asInt()).isEqualTo(113);
        assertThat(rows()).isEqualTo("2|20|200|0");
        var run = merged.get("run").asString();
        assertThat(merged.get("undo").asString()).isEqualTo("upkeep restore vms --undo-merge " + run);
        assertThat(world.state().resolve("merges/%s.rows".formatted(run))).exists();
        assertThat(world.upkeep("log", run).exits(0).out())
                .contains("inserted 113 rows; to take them out again: upkeep restore vms --undo-merge " + run);

        var undone =
                world.upkeep("restore", "vms", "--undo-merge", run, "--yes").exits(0);
        assertThat(undone.out())
                .isEqualTo("113 rows taken out again; the live tables are without the merge %s.%n".formatted(run));
        assertThat(rows()).isEqualTo("1|10|98|0");
        var again = world.upkeep("restore", "vms", "--undo-merge", run, "--yes", "--json");
        assertThat(again.exits(0).json().get("rows").asInt()).isZero();
    }

    @Test
    void onlyTheWantedRowsComeBackAndTriggersFireWhenAskedTo() {
        var said = merge("hours", "--merge", "--where", "id > 198", "--triggers", "--yes")
                .exits(0);

        assertThat(said.out())
                .contains(
                        "public.hours: 2 rows (id=199; id=200)",
                        "5 rows inserted",
                        "public.people: 2 rows (id=1; id=5)");
        assertThat(rows()).isEqualTo("2|12|100|2");
    }

    @Test
    void childrenComeBackWhenAskedFor() {
        merge("public.team", "--merge", "--children", "--yes").exits(0);
        assertThat(rows()).as("two of the hours are of other people").startsWith("2|20|198|");
        assertThat(postgres.psql("vms", "SELECT count(*) FROM hours WHERE person % 2 = 1"))
                .isEqualTo("100");
    }

    @Test
    void aTableRestoredBesideIsNotTakenForTheLiveOne() {
        merge("people", "--to-schema", "looked").exits(0);
        try {
            merge("people", "--merge", "--yes").exits(0);
            assertThat(rows()).startsWith("2|20|98");
        } finally {
            postgres.psql("vms", "DROP SCHEMA looked CASCADE");
        }
    }

    @Test
    void whatALiveTableDoesNotTakeIsRefusedAndNothingStays() {
        postgres.psql("vms", "ALTER TABLE hours ADD CONSTRAINT small CHECK (hours < 150 OR id < 190) NOT VALID");

        var document = merge("hours", "--merge", "--yes", "--json").exits(4).json();

        assertThat(document.get("outcome").asString()).isEqualTo("rolled_back");
        assertThat(document.get("problem").get("message").asString())
                .startsWith(
                        "public.hours does not take a row: new row for relation \"hours\" violates check constraint");
        assertThat(document.get("undo").isNull()).isTrue();
        assertThat(rows()).isEqualTo("1|10|98|0");
    }

    @Test
    void theUndoIsRefusedWhenSomethingRefersToARow() {
        var run = merge("people", "--merge", "--yes", "--json")
                .exits(0)
                .json()
                .get("run")
                .asString();
        postgres.psql("vms", "INSERT INTO hours (person, hours) VALUES (7, 1)");

        var undo = world.upkeep("restore", "vms", "--undo-merge", run, "--yes", "--json")
                .exits(4);

        assertProblem(
                undo.json(),
                "refused",
                "rows of public.hours refer by hours_person_fkey to rows of public.people that would be taken out: id=7");
        assertThat(rows()).isEqualTo("2|20|99|1");
    }

    @Test
    void whatWasNotConfirmedIsNotDone() throws IOException {
        assertProblem(
                merge("hours", "--merge", "--json").exits(4).json(),
                "refused",
                "merging rows into the live database is not confirmed; nothing was changed");
        assertThat(merge("hours", "--merge").exits(4).words())
                .contains("Type: upkeep restore vms %s --table hours --merge --yes".formatted(set));
        assertProblem(
                world.upkeep("restore", "vms", "--undo-merge", "20261121-070000-00000a", "--yes", "--json")
                        .exits(2)
                        .json(),
                "not_found",
                "there is no record of rows that run 20261121-070000-00000a merged: "
                        + world.state().resolve("merges/20261121-070000-00000a.rows"));
        assertThat(rows()).isEqualTo("1|10|98|0");
        var run = merge("hours", "--merge", "--yes", "--json")
                .exits(0)
                .json()
                .get("run")
                .asString();
        var record = world.state().resolve("merges/%s.rows".formatted(run));
        Files.writeString(record, Files.readString(record).replaceFirst("\t1\n", "\t2\n"));
        assertThat(world.upkeep("restore", "vms", "--undo-merge", run, "--yes")
                        .exits(3)
                        .words())
                .contains("can't be read: it was changed since it was written", "Nothing was taken out.");
        assertThat(rows()).startsWith("2|20|200");
    }

    @Test
    void wordsThatDoNotFitAreRefused() {
        wrong("--merge goes with --table: name the tables whose rows are missing", "--merge");
        wrong("--where, --key, --children and --triggers go with --merge", "--table", "hours", "--where", "true");
        wrong(
                "--merge inserts into the live tables: leave out --to-schema",
                "--table",
                "x",
                "--to-schema",
                "y",
                "--merge");
        wrong(
                "--undo-merge RUN stands alone, without a set: the record of the merge says what to take out",
                "--undo-merge",
                "20261121-070000-00000a");
        wrong(
                "--where is a condition over the rows of one table, and 2 are named",
                "--table",
                "hours,people",
                "--merge",
                "--where",
                "true",
                "--yes");
        wrong("--where is one condition; it must not hold \";\"", "--table", "x", "--merge", "--plan", "--where", ";");
        wrong("the live database has no table \"hourz\"", "--table", "hourz", "--merge", "--plan");
        assertThat(world.upkeep("restore", "--help").exits(0).out())
                .contains("--undo-merge 20261121-073501-4f2a9c", "--merge --plan", "--undo-merge=RUN");
    }

    private static void wrong(String message, String... words) {
        var said = world.upkeep(Stream.concat(Stream.of("restore", "vms", set, "--json"), Stream.of(words))
                .toArray(String[]::new));
        assertThat(said.exits(2).json().get("problem").get("message").asString())
                .isEqualTo(message);
    }
}
