package dev.upkeep;

import static dev.upkeep.CommandsWorld.assertProblem;
import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Single tables come back into a schema of the live database, which stays as it is.
final class RestoreTablesIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String LIVE = """
            SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
                SELECT c.oid || c.relname || c.relnamespace::regnamespace || coalesce(c.relacl::text, '') AS line
                FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, '"my ""sch.ema"'::regnamespace)) live
            """;

    @TempDir
    static Path temp;

    private static CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);
    private static String set = "";

    @BeforeAll
    static void oneSet() throws IOException {
        postgres.psql("CREATE ROLE clerk; CREATE ROLE reader;");
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TYPE mood AS ENUM ('good', 'bad');
                CREATE FUNCTION short(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.left($1, 3)';
                CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TABLE people (id int PRIMARY KEY, boss int REFERENCES people, mood mood DEFAULT 'good');
                CREATE TABLE hours (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number serial UNIQUE,
                    person int NOT NULL REFERENCES people, hours numeric CHECK (hours > 0),
                    twice numeric GENERATED ALWAYS AS (hours * 2) STORED, note text);
                CREATE INDEX hours_short ON hours (short(note)) WHERE note IS NOT NULL;
                CREATE STATISTICS hours_both ON person, hours FROM hours;
                COMMENT ON COLUMN hours.note IS 'what ''they'' did';
                CREATE TRIGGER audited BEFORE INSERT ON hours FOR EACH ROW EXECUTE FUNCTION audit();
                CREATE VIEW total AS SELECT sum(hours) FROM hours;
                ALTER TABLE hours OWNER TO clerk;
                CREATE TABLE log (day date, line text, PRIMARY KEY (day, line)) PARTITION BY RANGE (day);
                CREATE TABLE log_2025 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
                    PARTITION BY LIST (line);
                CREATE TABLE log_2026_a PARTITION OF log_2026 FOR VALUES IN ('a');
                CREATE TABLE log_2026_rest PARTITION OF log_2026 DEFAULT;
                CREATE TABLE place (name text, size int);
                CREATE TABLE town (mayor text) INHERITS (place);
                CREATE TABLE nothing ();
                CREATE SCHEMA "my ""sch.ema";
                CREATE TABLE "my ""sch.ema"."Odd, ""Tä
                ble" ("a ""ü" serial PRIMARY KEY, "b
                c" text);
                CREATE TABLE "my ""sch.ema".people (id int);
                INSERT INTO people SELECT i, nullif(i / 2, 0) FROM generate_series(1, 50) i;
                INSERT INTO hours (person, hours, note)
                    SELECT i % 50 + 1, i, CASE WHEN i % 3 > 0 THEN 'note ' || i END FROM generate_series(1, 300) i;
                INSERT INTO log SELECT '2025-06-01'::date + i, CASE i % 3 WHEN 0 THEN 'a' ELSE 'line ' || i END
                    FROM generate_series(1, 500) i;
                INSERT INTO place VALUES ('x', 1);
                INSERT INTO town VALUES ('y', 2, 'Ada');
                INSERT INTO nothing SELECT FROM generate_series(1, 3);
                INSERT INTO "my ""sch.ema"."Odd, ""Tä
                ble" ("b
                c") VALUES ('tab\t'), (NULL), (E'\\\\ and \\n');
                """);
        world = CommandsWorld.in(temp, postgres);
        set = world.backup();
    }

    @AfterEach
    void nothingIsLeft() {
        var left = leftovers();
        postgres.psql("vms", """
                DO $$ DECLARE s text; BEGIN
                    FOR s IN SELECT nspname FROM pg_namespace WHERE obj_description(oid) LIKE 'Tables of set%' LOOP
                        EXECUTE format('DROP SCHEMA %I CASCADE', s);
                    END LOOP;
                END $$""");
        assertThat(left).isEmpty();
    }

    private static String leftovers() {
        return postgres.psql("vms", """
                SELECT datname FROM pg_database WHERE datname LIKE 'upkeep%'
                UNION ALL SELECT nspname FROM pg_namespace WHERE nspname LIKE 'upkeep%'""");
    }

    private static CommandsWorld.Said tables(String... words) {
        var all = new String[words.length + 4];
        System.arraycopy(new String[] {"restore", "vms", set, "--table"}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        return world.upkeep(all);
    }

    @Test
    void aTableComesBackWithRowsIndexesKeysAndSequencesAndTheLiveOneStays() {
        var before = postgres.psql("vms", LIVE);

        var said = tables("hours", "--to-schema", "side", "--json").exits(0).json();

        assertThat(fields(said))
                .containsExactly(
                        "set: STRING",
                        "outcome: STRING",
                        "run: STRING",
                        "schema: STRING",
                        "tables: ARRAY",
                        "left: ARRAY");
        assertThat(said.get("tables").toString()).isEqualTo("[{\"table\":\"public.hours\",\"rows\":300}]");
        assertThat(said.get("left").toString())
                .isEqualTo("[\"foreign key hours_person_fkey of public.hours to public.people\","
                        + "\"trigger audited of public.hours\"]");
        assertThat(differing("public.hours", "side.hours")).isEqualTo("0");
        assertThat(postgres.psql("vms", """
                SELECT string_agg(pg_get_indexdef(indexrelid), '; ' ORDER BY indexrelid::regclass::text)
                FROM pg_index WHERE indrelid = 'side.hours'::regclass""")).isEqualTo("""
                CREATE UNIQUE INDEX hours_number_key ON side.hours USING btree (number); \
                CREATE UNIQUE INDEX hours_pkey ON side.hours USING btree (id); \
                CREATE INDEX hours_short ON side.hours USING btree (short(note)) WHERE (note IS NOT NULL)""");
        assertThat(postgres.psql("vms", "SELECT nextval('side.hours_id_seq'), nextval('side.hours_number_seq')"))
                .isEqualTo("301|301");
        assertThat(postgres.psql("vms", "SELECT col_description('side.hours'::regclass, 6)"))
                .isEqualTo("what 'they' did");
        assertThat(postgres.psql("vms", """
                SELECT count(*) FROM pg_statistic_ext WHERE stxnamespace = 'side'::regnamespace""")).isEqualTo("1");
        assertThat(postgres.psql("vms", LIVE)).isEqualTo(before);
        assertThat(postgres.psql("vms", "SELECT last_value FROM hours_id_seq")).isEqualTo("300");
    }

    private static String differing(String one, String other) {
        return postgres.psql(
                "vms",
                "SELECT count(*) FROM ((TABLE %1$s EXCEPT ALL TABLE %2$s) UNION ALL (TABLE %2$s EXCEPT ALL TABLE %1$s)) d"
                        .formatted(one, other));
    }

    @Test
    void tablesThatAreChosenTogetherKeepTheirForeignKeys() {
        var said = tables("hours,public.people", "--to-schema", "side").exits(0);

        assertThat(said.out())
                .contains("public.hours: 300 rows", "public.people: 50 rows")
                .contains("not brought: trigger audited of public.hours")
                .endsWith(
                        "The tables of set %s are in schema \"side\" of the live database, equal to the set in every row.%n"
                                .formatted(set));
        assertThat(postgres.psql("vms", """
                SELECT string_agg(conname || ' ' || confrelid::regclass, ', ' ORDER BY conname) FROM pg_constraint
                WHERE contype = 'f' AND connamespace = 'side'::regnamespace""")).isEqualTo("hours_person_fkey side.people, people_boss_fkey side.people");
    }

    @Test
    void partitionsHeirsAndHostileNamesComeBackToo() {
        var schema = "it's \"q\" \\ ü\nend";
        var quoted = "\"it's \"\"q\"\" \\ ü\nend\"";

        tables("log,place,nothing", "--table", "\"my \"\"sch.ema\".\"Odd, \"\"Tä\nble\"", "--to-schema", schema)
                .exits(0);

        for (var name : new String[] {"log", "log_2026_rest", "place", "town"}) {
            assertThat(differing("public." + name, quoted + "." + name))
                    .as(name)
                    .isEqualTo("0");
        }
        assertThat(differing("\"my \"\"sch.ema\".\"Odd, \"\"Tä\nble\"", quoted + ".\"Odd, \"\"Tä\nble\""))
                .isEqualTo("0");
        assertThat(postgres.psql("vms", "SELECT count(*) FROM %s.nothing".formatted(quoted)))
                .isEqualTo("3");
        assertThat(postgres.psql("vms", "SELECT count(*) FROM %s.place".formatted(quoted)))
                .isEqualTo("2");
    }

    @Test
    void aSinglePartitionComesBackWithoutItsParent() {
        var said =
                tables("log_2026_a", "--to-schema", "side", "--json").exits(0).json();

        assertThat(said.get("left").toString()).isEqualTo("[\"the place of public.log_2026_a below public.log_2026\"]");
        assertThat(differing("public.log_2026_a", "side.log_2026_a")).isEqualTo("0");
    }

    @Test
    void nobodyButTheOwnersOfTheTablesMayUseTheSchema() {
        postgres.psql("vms", """
                ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO PUBLIC;
                ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
                ALTER DEFAULT PRIVILEGES FOR ROLE clerk GRANT SELECT ON TABLES TO reader;""");
        try {
            tables("hours,public.people", "--to-schema", "side").exits(0);
        } finally {
            postgres.psql("vms", """
                    ALTER DEFAULT PRIVILEGES REVOKE ALL ON SCHEMAS FROM PUBLIC;
                    ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM reader;
                    ALTER DEFAULT PRIVILEGES FOR ROLE clerk REVOKE SELECT ON TABLES FROM reader;""");
        }
        assertThat(postgres.psql("vms", """
                SELECT DISTINCT coalesce(grantee::regrole::text, '?') || ' ' || privilege_type
                FROM pg_namespace n, aclexplode(nspacl) WHERE nspname = 'side' AND grantee <> nspowner""")).isEqualTo("clerk USAGE");
        assertThat(postgres.psql("vms", """
                SELECT string_agg(relname, ',') FROM pg_class, aclexplode(relacl)
                WHERE relnamespace = 'side'::regnamespace AND grantee <> relowner""")).isEmpty();
        assertThat(postgres.psql("vms", "SELECT relowner::regrole FROM pg_class WHERE oid = 'side.hours'::regclass"))
                .isEqualTo("clerk");
    }

    @Test
    void whatTheLiveDatabaseDoesNotHaveAnyMoreIsNamed() {
        postgres.psql("vms", "ALTER TYPE mood RENAME TO feeling");
        try {
            var said = tables("public.people", "--to-schema", "side", "--json")
                    .exits(5)
                    .json();
            assertThat(message(said))
                    .startsWith("the tables use something that postgres database \"vms\" at ")
                    .contains("does not have any more", "type \"public.mood\" does not exist");
        } finally {
            postgres.psql("vms", "ALTER TYPE feeling RENAME TO mood");
        }
        assertThat(postgres.psql("vms", "SELECT count(*) FROM pg_namespace WHERE nspname = 'side'"))
                .isEqualTo("0");
    }

    private static String message(JsonNode document) {
        return document.get("problem").get("message").asString();
    }

    @Test
    void wrongNamesAreRefusedBeforeTheLiveDatabaseIsTouched() {
        assertThat(message(tables("hourz", "--json").exits(2).json())).isEqualTo("the set has no table \"hourz\"");
        assertThat(message(tables("people", "--json").exits(2).json()))
                .isEqualTo("\"people\" is the name of several tables: \"my \"\"sch.ema\".people, public.people");
        assertThat(message(tables("public.people", "--table", "\"my \"\"sch.ema\".people", "--json")
                        .exits(4)
                        .json()))
                .contains("can't be in one schema: they have one name");
        assertThat(message(tables("total", "--json").exits(2).json()))
                .isEqualTo("public.total is not a table, and has no rows in the set");
        assertProblem(
                tables("hours", "--to-schema", "public", "--json").exits(4).json(),
                "refused",
                "schema \"public\" exists already in postgres database \"vms\" at 127.0.0.1:" + postgres.port());
        assertProblem(
                tables("hours", "--to-schema", "pg_side", "--json").exits(2).json(),
                "usage",
                "\"pg_side\" can't be a schema's name");
        assertProblem(
                tables("hours", "--into", "other", "--json").exits(2).json(),
                "usage",
                "--table is for tables alone: leave out --into, --replace, --files and --to");
    }

    @Test
    void theUsualNameSaysTheSetsMoment() {
        var said = tables("nothing", "--json").exits(0).json();

        assertThat(said.get("schema").asString()).matches("restored_\\d{8}_\\d{4}");
        assertThat(tables("nothing", "--json").exits(4).json().get("outcome").asString())
                .isEqualTo("rolled_back");
    }

    @Test
    void killedAtAnyMomentItLeavesTheWholeSchemaOrNothing() throws Exception {
        kill(2, 7);
    }

    @Test
    @Tag("long")
    void thirtyKillsLeaveNothingHalf() throws Exception {
        kill(30, 8);
    }

    private static void kill(int times, long seed) throws Exception {
        var random = new Random(seed);
        var words = new String[] {
            "restore",
            "vms",
            set,
            "--table",
            "hours,log",
            "--to-schema",
            "side",
            "--config",
            world.config().toString(),
            "--state",
            world.state().toString()
        };
        var began = System.nanoTime();
        assertThat(UpkeepProcess.run(words).exitCode()).isZero();
        var usual = Duration.ofNanos(System.nanoTime() - began);
        for (var number = 0; number < times; number++) {
            postgres.psql("vms", "DROP SCHEMA IF EXISTS side CASCADE");
            try (var upkeep = UpkeepProcess.start(words)) {
                Thread.sleep(usual.multipliedBy(350 + random.nextInt(650)).dividedBy(1000));
                upkeep.kill();
            }
            world.upkeep("backups", "vms").exits(0);
            assertThat(leftovers()).as("kill " + number).isEmpty();
            if (!postgres.psql("vms", "SELECT 1 FROM pg_namespace WHERE nspname = 'side'")
                    .isEmpty()) {
                assertThat(differing("public.hours", "side.hours")).isEqualTo("0");
                assertThat(differing("public.log", "side.log")).isEqualTo("0");
            }
        }
    }
}
