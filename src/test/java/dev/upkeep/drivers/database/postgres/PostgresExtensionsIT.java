package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.ServerExtensions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Extensions come back with the rows that people put into their configuration tables, and in the schema that they are
/// in.
final class PostgresExtensionsIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @RegisterExtension
    static final ServerExtensions extensions = new ServerExtensions(postgres);

    private static String configured = "";
    private static String linked = "";
    private static String movable = "";
    private static String housed = "";

    @TempDir
    Path folder;

    @BeforeAll
    static void installed() {
        configured = extensions.install("configured", "default_version = '1.0'\n", Map.of("1.0", """
                CREATE TABLE setting (name text, value text, own boolean NOT NULL DEFAULT false);
                INSERT INTO setting VALUES ('version', '1', true), ('colour', 'blue', true);
                SELECT pg_extension_config_dump('setting', 'WHERE NOT own');
                CREATE TABLE zone (id int, name text);
                INSERT INTO zone VALUES (1, 'shipped'), (2, 'shipped too'), (3, 'untouched');
                SELECT pg_extension_config_dump('zone', '');
                CREATE SEQUENCE ticket;
                SELECT pg_extension_config_dump('ticket', '');
                CREATE TABLE internal (id int);
                INSERT INTO internal VALUES (1);
                """));
        linked = extensions.install("linked", "default_version = '1.0'\n", Map.of("1.0", """
                CREATE TABLE zone (id int PRIMARY KEY, name text);
                INSERT INTO zone VALUES (1, 'shipped');
                SELECT pg_extension_config_dump('zone', '');
                CREATE TABLE a_rule (id int PRIMARY KEY, zone int NOT NULL REFERENCES zone, said text);
                INSERT INTO a_rule VALUES (1, 1, 'shipped');
                SELECT pg_extension_config_dump('a_rule', '');
                CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN NEW.said := NEW.said || ', stamped'; RETURN NEW; END $$;
                CREATE TRIGGER stamp BEFORE INSERT ON a_rule FOR EACH ROW EXECUTE FUNCTION stamp();
                """));
        movable = extensions.install("movable", "default_version = '1.0'\nrelocatable = true\n", Map.of("1.0", """
                CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE RETURN $1 * 2;
                CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0);
                CREATE TABLE kept (word text);
                SELECT pg_extension_config_dump('kept', '');
                """));
        housed = extensions.install(
                "housed", "default_version = '1.0'\nrelocatable = false\nschema = upkeep_house\n", Map.of("1.0", """
                CREATE SCHEMA upkeep_annex;
                CREATE TABLE upkeep_annex.kept (word text);
                SELECT pg_extension_config_dump('upkeep_annex.kept', $$WHERE word <> 'shipped'$$);
                INSERT INTO upkeep_annex.kept VALUES ('shipped');
                CREATE FUNCTION upkeep_house.one() RETURNS int LANGUAGE sql RETURN 1;
                """));
    }

    @Test
    void configurationRowsComeBackExactlyAndTheExtensionsOwnAreNotDoubled() throws IOException {
        database("configured", """
                CREATE EXTENSION %s;
                INSERT INTO setting VALUES ('theme', 'dark'), ('theme', 'dark');
                UPDATE zone SET name = 'renamed' WHERE id = 1;
                DELETE FROM zone WHERE id = 2;
                INSERT INTO zone VALUES (4, 'added');
                SELECT setval('ticket', 41);
                """.formatted(configured));

        roundTrip("configured");

        assertSame("configured", "SELECT * FROM setting ORDER BY name, value");
        assertSame("configured", "SELECT * FROM zone ORDER BY id");
        assertSame("configured", "SELECT * FROM internal");
        assertThat(postgres.psql("configured_copy", "SELECT nextval('ticket')")).isEqualTo("42");
    }

    /// The keys and triggers of an extension are there before its rows.
    @Test
    void configurationTablesWithKeysAndTriggersComeBackAsTheyWere() throws IOException {
        database("linked", """
                CREATE EXTENSION %s;
                INSERT INTO zone SELECT i, 'zone ' || i FROM generate_series(2, 50) i;
                INSERT INTO a_rule SELECT i, 51 - i, 'said' FROM generate_series(2, 50) i;
                DELETE FROM a_rule WHERE id = 1;
                """.formatted(linked));

        roundTrip("linked");

        assertSame("linked", "SELECT * FROM zone ORDER BY id");
        assertSame("linked", "SELECT * FROM a_rule ORDER BY id");
    }

    @Test
    void anExtensionInASchemaOfItsOwnComesBackThere() throws IOException {
        database("own", """
                CREATE SCHEMA "Own Tools";
                CREATE EXTENSION %1$s SCHEMA "Own Tools";
                CREATE EXTENSION %2$s;
                INSERT INTO "Own Tools".kept VALUES ('mine');
                INSERT INTO upkeep_annex.kept VALUES ('mine');
                CREATE TABLE t (n "Own Tools".even, twice int GENERATED ALWAYS AS ("Own Tools".twice(n)) STORED);
                INSERT INTO t VALUES (2), (4);
                CREATE TABLE upkeep_annex.beside (id int DEFAULT upkeep_house.one());
                INSERT INTO upkeep_annex.beside VALUES (DEFAULT);
                """.formatted(movable, housed));

        roundTrip("own");

        assertSame("own", "SELECT * FROM \"Own Tools\".kept");
        assertSame("own", "SELECT * FROM upkeep_annex.kept ORDER BY word");
        assertSame("own", "SELECT * FROM t ORDER BY n");
    }

    @Test
    void anExtensionThatWasMovedComesBackInItsNewSchema() throws IOException {
        database("moved", """
                CREATE SCHEMA first;
                CREATE SCHEMA second;
                CREATE EXTENSION %1$s SCHEMA first;
                INSERT INTO first.kept VALUES ('mine');
                CREATE TABLE t (n first.even, CHECK (first.twice(n) < 100));
                INSERT INTO t VALUES (2);
                CREATE VIEW v AS SELECT first.twice(n) FROM t;
                ALTER EXTENSION %1$s SET SCHEMA second;
                DROP SCHEMA first;
                """.formatted(movable));

        roundTrip("moved");

        assertSame("moved", "SELECT * FROM second.kept");
        assertSame("moved", "SELECT * FROM v");
        assertSame("moved", "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1");
    }

    private static void database(String name, String sql) {
        postgres.createDatabase(name);
        postgres.psql(name, sql);
    }

    private void roundTrip(String name) throws IOException {
        try (var moment = new SnapshotWorld(postgres, name).snapshot()) {
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), name + "_copy"))
                    .isEmpty();
        }
    }

    private static void assertSame(String name, String query) {
        assertThat(postgres.psql(name + "_copy", query)).isNotEmpty().isEqualTo(postgres.psql(name, query));
    }
}
