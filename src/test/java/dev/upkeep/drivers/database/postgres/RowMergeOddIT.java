package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.testkit.MemoryRecord;
import dev.upkeep.testkit.PrivateCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Merges into tables that are not as simple as one thinks.
final class RowMergeOddIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static MergeWorld world(String live) {
        return MergeWorld.made(postgres, "odd", "CREATE SCHEMA side; " + live);
    }

    /// A table with the rows, in both schemas; then what happens to the live one.
    private static MergeWorld world(String definition, String rows, String since) {
        return world("""
                CREATE TABLE public.t (%1$s); CREATE TABLE side.t (LIKE public.t INCLUDING ALL);
                INSERT INTO side.t %2$s; INSERT INTO public.t %2$s; %3$s""".formatted(definition, rows, since));
    }

    private static void refused(Kind kind, String message, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(UpkeepException.class, failure -> {
            assertThat(failure.problem().message()).contains(message);
            assertThat(failure.problem().kind()).isEqualTo(kind);
        });
    }

    private static void refusedWithRows(String message, String rows, MergeWorld world) {
        refused(Kind.REFUSED, message, () -> world.merge(world.order("public.t")));
        assertThat(world.psql("SELECT count(*) FROM t")).isEqualTo(rows);
    }

    @Test
    void aConflictThatNobodyCouldForeseeTakesAllBackAndIsNamed() {
        refusedWithRows(
                "public.t does not take a row: duplicate key value violates unique constraint \"lowered\""
                        + " (Key (lower(name))=(b) already exists.)",
                "2",
                world(
                        "id int PRIMARY KEY, name text",
                        "VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                        "CREATE UNIQUE INDEX lowered ON t (lower(name)); DELETE FROM t WHERE id > 1;"
                                + " INSERT INTO t VALUES (7, 'B')"));
        refusedWithRows(
                "unique constraint \"active\"",
                "2",
                world(
                        "id int PRIMARY KEY, name text, open bool",
                        "VALUES (1, 'a', true), (2, 'b', true)",
                        "CREATE UNIQUE INDEX active ON t (name) WHERE open; DELETE FROM t WHERE id > 1;"
                                + " INSERT INTO t VALUES (7, 'b', true)"));
        refusedWithRows(
                "conflicting key value violates exclusion constraint \"apart\"",
                "2",
                world(
                        "id int PRIMARY KEY, at int4range",
                        "VALUES (1, '[1,3)'), (2, '[5,9)')",
                        "DELETE FROM t WHERE id > 1; INSERT INTO t VALUES (7, '[8,12)');"
                                + " ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (at WITH &&)"));
        refusedWithRows(
                "public.t does not take a row: new row for relation \"t\" violates check constraint \"small\"",
                "1",
                world(
                        "id int PRIMARY KEY",
                        "VALUES (1), (20)",
                        "DELETE FROM t WHERE id > 1; ALTER TABLE t ADD CONSTRAINT small CHECK (id < 10)"));
    }

    @Test
    void uniqueValuesAreComparedAsTheirIndexDoes() {
        var world = world(
                "id int PRIMARY KEY, a int, b int, UNIQUE NULLS NOT DISTINCT (a, b)",
                "VALUES (1, 1, 1), (2, 2, NULL)",
                "DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (7, 2, NULL)");
        assertThat(world.merge(world.order("public.t"))
                        .rows()
                        .tables()
                        .getFirst()
                        .barred())
                .as("nulls not distinct")
                .isEqualTo(1);

        world = world("""
                CREATE EXTENSION citext SCHEMA public;
                CREATE TABLE public.t (name public.citext PRIMARY KEY, boss public.citext REFERENCES t, n int);
                CREATE TABLE side.t (LIKE public.t INCLUDING ALL);
                INSERT INTO side.t VALUES ('Ada', NULL, 1), ('bob', 'ADA', 2), ('Cy', 'BOB', 3);
                INSERT INTO t VALUES ('ADA', NULL, 9);""");
        world.merge(world.orderWhere("n = 3", "public.t"));
        assertThat(world.psql("SELECT string_agg(name || n, ' ' ORDER BY n) FROM t"))
                .isEqualTo("bob2 Cy3 ADA9");
        assertThat(world.merge(world.order("public.t")).rows().rows())
                .as("ADA is Ada")
                .isZero();
    }

    @Test
    void aKeyOfAnotherTypeIsRefusedAndOtherColumnsOnlyWhenAValueWouldChange() {
        refusedWithRows(
                "rows can't be merged into public.t: column id is text now and integer in the set:"
                        + " its keys can't be compared",
                "1",
                world(
                        "id int PRIMARY KEY",
                        "VALUES (1), (2)",
                        "DELETE FROM t WHERE id = 2; ALTER TABLE t ALTER id TYPE text"));
        var narrower = world(
                "id int PRIMARY KEY, size numeric(9,4)",
                "VALUES (1, 1.5), (2, 2.5), (3, 3.125)",
                "DELETE FROM t WHERE id > 1; ALTER TABLE t ALTER size TYPE numeric(9,1)");
        refusedWithRows(
                "column size of public.t is numeric(9,1) now, and was not in the set: the value of row id=2 would be",
                "1",
                narrower);
        var wider = world(
                "id int PRIMARY KEY, size int",
                "VALUES (1, 1), (2, 2)",
                "DELETE FROM t WHERE id > 1; ALTER TABLE t ALTER size TYPE bigint");
        wider.merge(wider.order("public.t"));
        assertThat(wider.psql("SELECT sum(size) FROM t")).isEqualTo("3");
    }

    @Test
    void whatTheSetCanNotFillAndTablesThatHaveNoKeyAreRefusedByName() {
        refusedWithRows(
                "column clerk is not in the set, must not be NULL and has no default",
                "0",
                world("id int PRIMARY KEY", "VALUES (1)", "DELETE FROM t; ALTER TABLE t ADD clerk text NOT NULL"));
        refusedWithRows("it has no primary key", "1", world("id int", "VALUES (1)", ""));
        refusedWithRows(
                "it takes part in inheritance",
                "1",
                world("id int PRIMARY KEY", "VALUES (1)", "CREATE TABLE heir () INHERITS (t)"));
        refusedWithRows(
                "rule away would take its rows elsewhere",
                "1",
                world("id int PRIMARY KEY", "VALUES (1)", "CREATE RULE away AS ON INSERT TO t DO INSTEAD NOTHING"));
    }

    @Test
    void rowsGoIntoPartsThroughTheWholeAndEachPartsTriggersStayAsTheyWere() {
        var world = world("""
                CREATE TABLE log (day int, line text, PRIMARY KEY (day, line)) PARTITION BY RANGE (day);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (10);
                CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (20);
                CREATE TABLE side.log (LIKE log INCLUDING ALL);
                INSERT INTO log SELECT i, 'line ' || i FROM generate_series(1, 19) i;
                INSERT INTO side.log TABLE log;
                CREATE TABLE fired (what text);
                CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO public.fired VALUES (TG_TABLE_NAME); RETURN NEW; END';
                CREATE TRIGGER fires AFTER INSERT ON log FOR EACH ROW EXECUTE FUNCTION fire();
                ALTER TABLE log_1 DISABLE TRIGGER fires;
                ALTER TABLE log_2 ENABLE ALWAYS TRIGGER fires;
                CREATE TRIGGER own AFTER INSERT ON log_2 FOR EACH ROW EXECUTE FUNCTION fire();
                DELETE FROM log WHERE day IN (5, 15); TRUNCATE fired;""");
        var state =
                "SELECT string_agg(tgrelid::regclass || tgname || tgenabled::text, ' ' ORDER BY oid) FROM pg_trigger";
        var before = world.psql(state);

        refused(Kind.REFUSED, "public.log_2 is a part of public.log", () -> world.order("public.log_2"));
        var merged = world.merge(world.order("public.log"));

        assertThat(world.psql("SELECT count(*) FROM log_1")).isEqualTo("9");
        assertThat(world.psql("SELECT count(*) FROM log_2")).isEqualTo("10");
        assertThat(world.psql("SELECT count(*) FROM fired")).isEqualTo("0");
        assertThat(world.psql(state)).isEqualTo(before).contains("log_1firesD", "log_2firesA", "log_2ownO");
        assertThat(world.takeOut(merged.record())).isEqualTo(2);
        assertThat(world.psql(state)).isEqualTo(before);
    }

    @Test
    void sequencesAreOnlyMovedOn() {
        var world = world("""
                CREATE SEQUENCE names;
                CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
                    down int GENERATED BY DEFAULT AS IDENTITY (INCREMENT -2 MAXVALUE 0 MINVALUE -2000000000 START 0),
                    name text DEFAULT 'n' || nextval('names'::regclass));
                ALTER SEQUENCE names OWNED BY t.name;
                CREATE TABLE side.t (id int PRIMARY KEY, down int, name text);
                CREATE SEQUENCE side.names OWNED BY side.t.name; SELECT setval('side.names', 40);
                INSERT INTO side.t VALUES (3, -8, 'n30'), (900000000, -7, 'n31');
                CREATE SEQUENCE side.ids OWNED BY side.t.id; SELECT setval('side.ids', 900000000);
                SELECT setval('t_id_seq', 50), setval('names', 3, false), setval('t_down_seq', -2);""");
        world.merge(world.orderWhere("id = 3", "public.t"));
        assertThat(world.psql("SELECT nextval('t_id_seq'), nextval('t_down_seq'), nextval('names')"))
                .isEqualTo("51|-10|41");
        world.merge(world.order("public.t"));
        assertThat(world.psql("SELECT nextval('t_id_seq'), nextval('t_down_seq'), nextval('names')"))
                .isEqualTo("900000001|-12|42");
    }

    @Test
    void anIdThatDidNotComeFromTheSequenceDoesNotExhaustIt() {
        var world = world("""
                CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE side.t (id serial PRIMARY KEY);
                INSERT INTO side.t SELECT nextval('side.t_id_seq') FROM generate_series(1, 7);
                INSERT INTO side.t VALUES (2147483647);""");
        world.merge(world.order("public.t"));
        assertThat(world.psql("SELECT count(*) FROM t")).isEqualTo("8");
        assertThat(world.psql("SELECT nextval('t_id_seq')")).isEqualTo("8");
    }

    @Test
    void settingsOfTheDatabaseChangeNothing() {
        var world = world(
                "id int PRIMARY KEY, at timestamptz, f float8, b bytea, i interval",
                "SELECT n, '2026-02-03 04:05:06.789'::timestamptz + n * '1 h'::interval, 1 / n::float8, 'ab'::bytea,"
                        + " '1 mon'::interval FROM generate_series(1, 5) n",
                "DELETE FROM t WHERE id > 2");
        world.psql("""
                ALTER DATABASE odd SET DateStyle = 'German'; ALTER DATABASE odd SET TimeZone = 'Asia/Tokyo';
                ALTER DATABASE odd SET extra_float_digits = -5; ALTER DATABASE odd SET bytea_output = 'escape';
                ALTER DATABASE odd SET IntervalStyle = 'iso_8601';
                ALTER DATABASE odd SET default_transaction_isolation = 'serializable';
                ALTER DATABASE odd SET default_transaction_read_only = on;
                ALTER DATABASE odd SET lock_timeout = '1ms'; ALTER DATABASE odd SET synchronous_commit = off""");
        var record = new MemoryRecord();
        world.merges().insert(world.order("public.t"), Optional.empty(), record);
        assertThat(world.psql("SELECT count(*) FROM (TABLE t EXCEPT TABLE side.t) d"))
                .isEqualTo("0");
        world.psql("SET default_transaction_read_only = off; ALTER DATABASE odd RESET ALL");

        assertThat(world.takeOut(record)).isEqualTo(3);
    }

    @Test
    void nothingIsInsertedWhereForeignKeysAreNotChecked() {
        var world = world("id int PRIMARY KEY", "VALUES (1), (2)", "DELETE FROM t WHERE id = 2");
        world.psql("ALTER DATABASE odd SET session_replication_role = replica");
        refusedWithRows("session_replication_role is \"replica\" for the restoring user", "1", world);
    }

    @Test
    void aNamedKeySaysWhichRowsAreMissing() {
        var world = world(
                "id int PRIMARY KEY, code text NOT NULL, alias text, CONSTRAINT by_code UNIQUE (code),"
                        + " CONSTRAINT by_alias UNIQUE (alias)",
                "VALUES (1, 'a', NULL), (2, 'b', NULL), (3, 'c', NULL)",
                "DELETE FROM t WHERE id > 1; INSERT INTO t VALUES (20, 'b'), (3, 'other')");
        var byCode = new MergeOrder("side", List.of("public.t"), List.of(), "", List.of("by_code"), false, false);

        var merged = world.merge(world.order(byCode)).rows().tables().getFirst();

        assertThat(merged.rows()).isZero();
        assertThat(merged.barredExamples()).as("its id is taken").containsExactly("code=c");
        world.psql("DELETE FROM t WHERE id = 3");
        assertThat(world.merge(world.order(byCode)).rows().rows()).isEqualTo(1);
        refused(
                Kind.REFUSED,
                "key by_alias of public.t may be NULL",
                () -> world.merge(world.order(new MergeOrder(
                        "side", List.of("public.t"), List.of(), "", List.of("by_alias"), false, false))));
        refused(
                Kind.NOT_FOUND,
                "public.t has no unique key \"none\"",
                () -> world.merge(world.order(
                        new MergeOrder("side", List.of("public.t"), List.of(), "", List.of("none"), false, false))));
        refused(
                Kind.USAGE,
                "--where is no condition over a row of the table: column \"nme\" does not exist",
                () -> world.merge(world.orderWhere("nme = 1", "public.t")));
    }

    @Test
    void aLongChainOfReferencesIsFollowedToItsEnd() {
        var world = world("""
                CREATE TABLE t (id int PRIMARY KEY, after int REFERENCES t);
                CREATE TABLE side.t (LIKE t INCLUDING ALL); CREATE INDEX ON side.t (after);
                INSERT INTO side.t SELECT i, nullif(i - 1, 0) FROM generate_series(1, 500) i;""");
        assertThat(world.merge(world.orderWhere("id = 500", "public.t")).rows().rows())
                .isEqualTo(500);
    }
}
