package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders of letters (locales, collations) and bytes that are no letters.
final class PostgresLettersIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path folder;

    @Test
    void aDatabaseInAnIcuLocaleComesBackWithItsOrder() throws IOException {
        var icu = postgres.psql("SELECT count(*) > 0 FROM pg_collation WHERE collprovider = 'i'");
        Assumptions.assumeTrue(icu.equals("t"), "not shown: this PostgreSQL has no ICU");
        postgres.psql("""
                CREATE DATABASE icu TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-u-co-phonebk'
                    LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'""");
        postgres.psql("icu", """
                CREATE COLLATION same (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
                CREATE TABLE t (word text PRIMARY KEY, loose text COLLATE same UNIQUE);
                INSERT INTO t VALUES ('Ärger', 'A'), ('Adler', 'b'), ('Afrika', 'C'), ('zu', 'd');
                CREATE TABLE p (word text) PARTITION BY RANGE (word);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO ('Afrika');
                CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('Afrika') TO (MAXVALUE);
                INSERT INTO p SELECT word FROM t;
                """);
        try (var moment = new SnapshotWorld(postgres, "icu").snapshot()) {
            assertThat(moment.description().localeProvider()).isEqualTo("icu");
            assertThat(moment.description().icuLocale()).isEqualTo("de-u-co-phonebk");
            assertThat(moment.description().collationVersion()).isNotEmpty();
            assertThat(RestoreWorld.onAPrivateServer(moment, folder)).isEmpty();
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "icu_copy"))
                    .isEmpty();
        }
        assertThat(postgres.psql("icu_copy", "SELECT string_agg(word, ' ' ORDER BY word) FROM t"))
                .isEqualTo("Adler Ärger Afrika zu");
        assertThat(postgres.psql("icu_copy", "SELECT word FROM t WHERE loose = 'a'"))
                .isEqualTo("Ärger");
    }

    /// Every index is built anew.
    @Test
    void anotherVersionOfACollationIsNoObstacle() throws IOException {
        postgres.createDatabase("aged");
        postgres.psql("aged", """
                CREATE TABLE t (word text PRIMARY KEY);
                INSERT INTO t VALUES ('a'), ('B');
                UPDATE pg_database SET datcollversion = '1.2.3' WHERE datname = 'aged';
                """);
        var server = new RestoreWorld(postgres).server();
        try (var moment = new SnapshotWorld(postgres, "aged").snapshot()) {
            assertThat(moment.description().collationVersion()).isEqualTo("1.2.3");
            assertThat(server.obstacles(moment.description())).isEmpty();
            assertThat(new RoundTrip(moment, folder).into(server, "aged_copy")).isEmpty();
        }
        assertThat(postgres.psql("SELECT datcollversion IS DISTINCT FROM '1.2.3' FROM pg_database"
                        + " WHERE datname = 'aged_copy'"))
                .isEqualTo("t");
    }

    @Test
    void aCollationWhoseLocaleIsMissingHereIsMissingNotBroken() {
        postgres.createDatabase("foreign");
        postgres.psql("foreign", """
                CREATE COLLATION far (LOCALE = 'C.UTF-8');
                CREATE TABLE t (word text COLLATE far);
                UPDATE pg_collation SET collcollate = 'xx_XX.utf8', collctype = 'xx_XX.utf8' WHERE collname = 'far';
                """);
        var server = new RestoreWorld(postgres).server();
        try (var moment = new SnapshotWorld(postgres, "foreign").snapshot()) {
            assertThatThrownBy(() -> new RoundTrip(moment, folder).into(server, "foreign_copy"))
                    .isInstanceOfSatisfying(UpkeepException.class, e -> {
                        assertThat(e.problem().kind()).isEqualTo(Kind.MISSING);
                        assertThat(e.problem().hint()).contains("install that locale");
                    })
                    .hasMessageContaining("COLLATION public.far: could not create locale \"xx_XX.utf8\"");
        }
        assertThat(server.exists("foreign_copy")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE %I (id int)      | table public.caf?
            CREATE TABLE t (%I int)       | column public.t.caf?
            CREATE SCHEMA %I              | schema caf?
            CREATE SEQUENCE %I            | sequence public.caf?
            """)
    void aNameThatIsNotUtf8IsRefusedWithTheReason(String statement, String name) {
        unknownEncoding("bytes", "EXECUTE format('%s', E'caf\\351');".formatted(statement));

        assertThatThrownBy(() -> new SnapshotWorld(postgres, "bytes").snapshot())
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("has encoding SQL_ASCII, and names that are not UTF-8: " + name);
    }

    @Test
    void utf8NamesAndOtherNamesOfViewsAndFunctionsComeBackFromAnUnknownEncoding() throws IOException {
        unknownEncoding("bytes", """
                CREATE TABLE "café" ("größe" text);
                INSERT INTO "café" VALUES (E'\\351'), ('é');
                EXECUTE format('CREATE VIEW %I AS SELECT 1 AS %I', E'caf\\351', E'gr\\366sse');
                EXECUTE format('CREATE FUNCTION %I() RETURNS int LANGUAGE sql RETURN 1', E'caf\\351');
                """);
        postgres.psql("DROP DATABASE IF EXISTS bytes_copy WITH (FORCE)");
        try (var moment = new SnapshotWorld(postgres, "bytes").snapshot()) {
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "bytes_copy"))
                    .isEmpty();
        }
        assertThat(postgres.psql("bytes_copy", "SELECT count(*) FROM \"café\" WHERE \"größe\" = E'\\351'"))
                .isEqualTo("1");
        assertThat(postgres.psql(
                        "bytes_copy", "SELECT count(*) FROM pg_class WHERE relname = E'caf\\351' AND relkind = 'v'"))
                .isEqualTo("1");
    }

    private static void unknownEncoding(String database, String statements) {
        postgres.psql("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(database));
        postgres.psql("CREATE DATABASE %s TEMPLATE template0 ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C'"
                .formatted(database));
        postgres.psql(database, "DO $do$ BEGIN %s END $do$".formatted(statements));
    }
}
