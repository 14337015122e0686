package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import dev.upkeep.drivers.database.Part;
import dev.upkeep.testkit.PrivateCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What lies around a database's own objects: settings of its roles, tablespaces of its server.
final class PostgresSurroundingsIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster("allow_in_place_tablespaces = on");

    @TempDir
    Path folder;

    @Test
    void settingsOfRolesInTheDatabaseComeBackUnderItsNewNameAndOthersStayTheRoles() throws IOException {
        postgres.createDatabase("set");
        postgres.createDatabase("other");
        postgres.psql("set", """
                CREATE ROLE "The Clerk" LOGIN PASSWORD 'c';
                CREATE ROLE reader LOGIN;
                CREATE SCHEMA "My, Schema";
                CREATE TABLE "My, Schema".t (id int);
                ALTER ROLE "The Clerk" SET work_mem = '9MB';
                ALTER ROLE ALL SET geqo_threshold = 11;
                ALTER ROLE "The Clerk" IN DATABASE set SET search_path = "My, Schema", public;
                ALTER ROLE "The Clerk" IN DATABASE set SET app.note = 'it''s \\ "it"';
                ALTER ROLE reader IN DATABASE set SET default_transaction_read_only = on;
                ALTER ROLE reader IN DATABASE other SET statement_timeout = '1s';
                ALTER DATABASE set SET lock_timeout = '5s';
                """);
        try (var moment = new SnapshotWorld(postgres, "set").snapshot()) {
            assertThat(moment.description().settings())
                    .containsExactly(
                            new Setting("", "lock_timeout", "5s"),
                            new Setting("The Clerk", "app.note", "it's \\ \"it\""),
                            new Setting("The Clerk", "search_path", "\"My, Schema\", public"),
                            new Setting("reader", "default_transaction_read_only", "on"));
            var globals = new ByteArrayOutputStream();
            moment.write(new Part("globals.sql"), globals);
            assertThat(globals.toString(StandardCharsets.UTF_8))
                    .contains("ALTER ROLE \"The Clerk\" SET work_mem TO '9MB'")
                    .doesNotContain("statement_timeout", "geqo_threshold");
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "Set, \"copied\""))
                    .isEmpty();
        }
        assertThat(settings("Set, \"copied\""))
                .isEqualTo(settings("set"))
                .hasLineCount(4)
                .contains("The Clerk|search_path=\"My, Schema\", public");
        assertThat(settings("other")).isEqualTo("reader|statement_timeout=1s");
        assertThat(postgres.psql("SELECT rolconfig FROM pg_roles WHERE rolname = 'The Clerk'"))
                .isEqualTo("{work_mem=9MB}");
    }

    private static String settings(String database) {
        return postgres.psql("""
                SELECT r.rolname, unnest(s.setconfig) FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
                JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = '%s' ORDER BY 1, 2""".formatted(database));
    }

    @Test
    void whatIsInTablespacesComesBackInTheDefaultOneAndThatIsSaid() throws IOException {
        postgres.psql("CREATE TABLESPACE \"Fast Disk\" LOCATION ''");
        postgres.psql("CREATE TABLESPACE archive LOCATION ''");
        postgres.psql("CREATE TABLESPACE unused LOCATION ''");
        postgres.psql("CREATE DATABASE spaced TEMPLATE template0 TABLESPACE \"Fast Disk\"");
        postgres.psql("spaced", """
                CREATE TABLE t (id int PRIMARY KEY USING INDEX TABLESPACE archive, word text) TABLESPACE archive;
                INSERT INTO t SELECT i, 'word ' || i FROM generate_series(1, 100) i;
                CREATE INDEX t_word ON t (word) TABLESPACE archive;
                CREATE TABLE p (id int) PARTITION BY RANGE (id) TABLESPACE archive;
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                INSERT INTO p VALUES (1);
                CREATE MATERIALIZED VIEW m TABLESPACE archive AS SELECT count(*) FROM t;
                ALTER DATABASE spaced SET default_tablespace = archive;
                ALTER DATABASE spaced SET temp_tablespaces = archive, "Fast Disk";
                """);
        try (var moment = new SnapshotWorld(postgres, "spaced").snapshot()) {
            assertThat(moment.notIncluded())
                    .contains(
                            "Tablespace \"Fast Disk\" is not made by a restore; what is in it goes to the default one.",
                            "Tablespace archive is not made by a restore; what is in it goes to the default one.")
                    .noneMatch(sentence -> sentence.contains("unused"));
            assertThat(RestoreWorld.onAPrivateServer(moment, folder)).isEmpty();
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "spaced_copy"))
                    .isEmpty();
        }
        assertThat(placed("spaced")).isNotEqualTo("0");
        assertThat(placed("spaced_copy")).isEqualTo("0");
        assertThat(postgres.psql("""
                SELECT spcname FROM pg_database d JOIN pg_tablespace s ON s.oid = d.dattablespace
                WHERE datname = 'spaced_copy'""")).isEqualTo("pg_default");
        assertThat(postgres.psql("spaced_copy", "SHOW default_tablespace")).isEqualTo("archive");
    }

    private static String placed(String database) {
        return postgres.psql(database, "SELECT count(*) FROM pg_class WHERE reltablespace NOT IN (0, 1663, 1664)");
    }
}
