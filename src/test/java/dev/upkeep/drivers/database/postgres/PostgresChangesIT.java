package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Definitions that somebody changes between the moment and the end of reading them are never mixed with the moment's
/// rows: the change waits, or does no harm, or fails the reading with its name.
@Timeout(60)
final class PostgresChangesIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String DATABASE = "changes";
    private final SnapshotWorld world = new SnapshotWorld(postgres, DATABASE);

    @BeforeEach
    void definitions() {
        postgres.psql("DROP DATABASE IF EXISTS changes WITH (FORCE)");
        postgres.psql("DROP DATABASE IF EXISTS changes_copy WITH (FORCE)");
        postgres.createDatabase(DATABASE);
        sql("""
                CREATE TABLE t (id int PRIMARY KEY, word text);
                INSERT INTO t SELECT i, 'word ' || i FROM generate_series(1, 100) i;
                CREATE INDEX t_word ON t (word);
                CREATE VIEW v AS SELECT id FROM t;
                CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
                CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION g() RETURNS int LANGUAGE sql RETURN 1;
                CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp();
                CREATE TYPE pair AS (a int, b int);
                CREATE TYPE mood AS ENUM ('well', 'ill');
                CREATE TABLE p (id int PRIMARY KEY, word text) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                CREATE TABLE p2 (id int PRIMARY KEY, word text);
                INSERT INTO p VALUES (1, 'one');
                INSERT INTO p2 VALUES (11, 'eleven');
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE OR REPLACE VIEW v AS SELECT -id AS id FROM t                    | view public.v
            ALTER VIEW v RENAME COLUMN id TO number                                | column id of public.v
            DROP VIEW v                                                            | view public.v
            CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'  | function public.f
            CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql RETURN 2       | function public.g
            CREATE OR REPLACE TRIGGER stamp AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp() | trigger stamp of public.t
            ALTER TYPE pair ALTER ATTRIBUTE b TYPE text                            | column b of public.pair
            ALTER TYPE mood RENAME VALUE 'ill' TO 'unwell'                         | label 'ill' of type public.mood
            ALTER INDEX t_word RENAME TO t_words                                   | public.t_word
            ALTER SCHEMA public RENAME TO other                                    | schema public
            """)
    void whatCantBeLockedFailsTheReadingWithItsName(String change, String name) {
        try (var moment = world.snapshot()) {
            sql(change);
            assertRefused(() -> definitions(moment), name);
        }
    }

    @Test
    void aChangeAfterTheDumpFailsTheInventory() {
        try (var moment = world.snapshot()) {
            definitions(moment);
            sql("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'");
            assertRefused(moment::inventory, "function public.f");
        }
        try (var next = world.snapshot()) {
            definitions(next);
            assertThat(next.inventory()).isNotEmpty();
        }
    }

    @Test
    void whatDoesNotTouchTheMomentDoesNotFailItAndIsNotInIt(@TempDir Path folder) throws IOException {
        try (var moment = world.snapshot()) {
            sql("""
                    CREATE TABLE later (id int);
                    CREATE VIEW later_view AS SELECT * FROM later;
                    CREATE TEMP TABLE passing (id int);
                    CREATE TABLE p3 (id int PRIMARY KEY, word text);
                    ALTER TABLE p ATTACH PARTITION p3 FOR VALUES FROM (20) TO (30);
                    INSERT INTO p VALUES (25, 'later');
                    CREATE INDEX t_later ON t (id, word);
                    REFRESH MATERIALIZED VIEW m;
                    ANALYZE;
                    GRANT SELECT ON t, v TO PUBLIC;
                    REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
                    GRANT EXECUTE ON FUNCTION f() TO PUBLIC;
                    ALTER TABLE t DISABLE TRIGGER ALL;
                    ALTER TYPE mood ADD VALUE 'later' BEFORE 'well';
                    CREATE FUNCTION later() RETURNS int LANGUAGE sql RETURN 1;
                    """);
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "changes_copy"))
                    .isEmpty();
        }
        assertThat(postgres.psql("changes_copy", "SELECT count(*) FROM p")).isEqualTo("1");
        assertThat(postgres.psql("changes_copy", "SELECT to_regclass('p3') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void whatChangesATableWaitsForTheMomentsEnd() {
        var changes = List.of(
                "ALTER TABLE t ADD COLUMN more int",
                "DROP TABLE t CASCADE",
                "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)",
                "ALTER TABLE p DETACH PARTITION p1",
                "CREATE TABLE p4 PARTITION OF p FOR VALUES FROM (40) TO (50)");
        try (var moment = world.snapshot()) {
            for (var change : changes) {
                assertThatThrownBy(() -> sql("SET lock_timeout = '100ms'; " + change))
                        .as(change)
                        .hasMessageContaining("lock timeout");
            }
            definitions(moment);
            assertThat(moment.inventory()).isNotEmpty();
        }
    }

    /// It makes the partition a pending one, and waits with the rest.
    @Test
    void aPartitionThatIsDetachedConcurrentlyIsStillAPartitionOfTheMoment(@TempDir Path folder) throws IOException {
        try (var moment = world.snapshot()) {
            assertThatThrownBy(() -> sql("SET lock_timeout = '100ms'; ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY"))
                    .hasMessageContaining("lock timeout");
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "changes_copy"))
                    .isEmpty();
        }
        assertThat(postgres.psql("changes_copy", "SELECT count(*) FROM p")).isEqualTo("1");
    }

    private static void definitions(Snapshot moment) {
        moment.parts().stream()
                .filter(part -> part.name().equals("definitions.dump"))
                .forEach(part -> moment.write(part, OutputStream.nullOutputStream()));
    }

    private static void assertRefused(Runnable reading, String name) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Kind.FAILED))
                .hasMessageContaining("changed or dropped while the definitions of postgres database \"changes\"")
                .hasMessageContaining(name);
    }

    private static String sql(String statements) {
        return postgres.psql(DATABASE, statements);
    }
}
