package dev.upkeep.drivers.database.postgres;

import static dev.upkeep.drivers.database.postgres.RestoreWorld.description;
import static dev.upkeep.drivers.database.postgres.RestoreWorld.rows;
import static dev.upkeep.drivers.database.postgres.RestoreWorld.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.testkit.PrivateCluster;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class PostgresNewDatabaseIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String LIVE = "live";
    private static final String COPY = "co\"py = 'x'";

    private final RestoreWorld world = new RestoreWorld(postgres);
    private final PostgresServer server = world.server();

    @BeforeEach
    void anEmptyLiveDatabase() {
        postgres.createDatabase(LIVE);
    }

    @AfterEach
    void dropBoth() {
        server.drop(LIVE);
        server.drop(COPY);
    }

    @Test
    void rowsOfManyThreadsAndSequencesArriveExactly(@TempDir Path folder) throws Exception {
        live("""
                CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, "Näme" text, twice bigint GENERATED ALWAYS AS (id * 2) STORED);
                CREATE TABLE nothing ();
                CREATE SEQUENCE "odd 'seq'" MINVALUE -10;
                CREATE INDEX t_name ON t ("Näme");
                """);
        try (var made = before(folder)) {
            loadFromFourThreads(made);
            made.load(table("public.nothing"), rows(""), 3);
            made.sequences(List.of(
                    new Sequence("public.\"odd 'seq'\"", -5, false), new Sequence("public.t_id_seq", 15, true)));
            made.after(folder.resolve("definitions.dump"), 2);
            made.settle(description().plain());
        }
        assertThat(copy("SELECT count(*), sum(id), sum(twice), count(\"Näme\") FROM t"))
                .isEqualTo("16|120|240|8");
        assertThat(copy("SELECT count(*) FROM nothing")).isEqualTo("3");
        assertThat(copy("SELECT nextval('\"odd ''seq''\"'), nextval('t_id_seq')"))
                .isEqualTo("-5|16");
        assertThat(copy("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_name'::regclass"))
                .isEqualTo("t");
        assertThat(copy("SELECT reltuples FROM pg_class WHERE oid = 't'::regclass"))
                .isEqualTo("16");
    }

    @Test
    void aTableThatIsLoadedWholeIsCompleteOnDiskAtOnce(@TempDir Path folder) {
        live("CREATE TABLE t (id int); CREATE TABLE child () INHERITS (t); CREATE INDEX t_id ON t (id)");
        try (var made = before(folder)) {
            made.loadWhole(large("public.child"), rows(numbers(1)), 5_000);
            made.loadWhole(large("public.t"), rows(numbers(5_001)), 5_000);
            made.after(folder.resolve("definitions.dump"), 2);
            made.settle(description().plain());
        }
        assertThat(copy("SELECT count(*), sum(id) FROM t")).isEqualTo("10000|50005000");
        assertThat(copy("SELECT count(*), min(id) FROM child")).isEqualTo("5000|1");
        assertThat(copy("SELECT bool_and(relallvisible = relpages AND relpages > 0) FROM pg_class"
                        + " WHERE relname IN ('t', 'child')"))
                .isEqualTo("t");
    }

    @Test
    void indexesAreBuiltWithTheSettingsOfARestore(@TempDir Path folder) {
        live("""
                CREATE FUNCTION settings(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
                BEGIN
                    RAISE EXCEPTION 'built with %, %', pg_catalog.current_setting('maintenance_work_mem'),
                        pg_catalog.current_setting('max_parallel_maintenance_workers');
                END $$;
                CREATE TABLE t (id int);
                CREATE INDEX t_settings ON t (settings(id));
                """);
        try (var made = before(folder)) {
            made.load(table("public.t", "id"), rows("1\n"), 1);
            assertThatThrownBy(() -> made.after(folder.resolve("definitions.dump"), 2))
                    .hasMessageContaining("built with 128MB, 0");
        }
    }

    @Test
    void rowsThatAFunctionChecksAreLoadedWithoutKeepingOthersOutOfTheTable(@TempDir Path folder) {
        live("""
                CREATE TABLE other (id int);
                CREATE FUNCTION known(int) RETURNS boolean LANGUAGE sql AS 'SELECT count(*) >= 0 FROM public.other';
                CREATE TABLE t (id int CHECK (known(id)));
                """);
        try (var made = before(folder)) {
            made.loadWhole(large("public.t"), rows(numbers(1)), 5_000);
            made.settle(description().plain());
        }
        assertThat(copy("SELECT relallvisible FROM pg_class WHERE relname = 't'"))
                .isEqualTo("0");
    }

    @Test
    void aWholeTableWithAnotherNumberOfRowsIsTakenBack(@TempDir Path folder) {
        live("CREATE TABLE t (id int)");
        try (var made = before(folder)) {
            assertThatThrownBy(() -> made.loadWhole(large("public.t"), rows(numbers(1)), 4_999))
                    .hasMessage("public.t: 5000 rows were loaded, but the set says 4999");
        }
        assertThat(copy("SELECT count(*) FROM t")).isEqualTo("0");
    }

    private static Table large(String name) {
        var small = table(name, "id");
        return new Table(1, small.schema(), small.name(), name, small.columns(), "", 1L << 30);
    }

    private static String numbers(int first) {
        return IntStream.range(first, first + 5_000).mapToObj(id -> id + "\n").collect(Collectors.joining());
    }

    @Test
    void anotherNumberOfRowsIsDamageAndIsTakenBack(@TempDir Path folder) {
        live("CREATE TABLE t (id int)");
        try (var made = before(folder)) {
            assertThatThrownBy(() -> made.load(table("public.t", "id"), rows("1\n2\n"), 3))
                    .isInstanceOfSatisfying(
                            UpkeepException.class,
                            failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.DAMAGED))
                    .hasMessage("public.t: 2 rows were loaded, but the set says 3");
        }
        assertThat(copy("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aRowThatDoesNotFitIsNamedByItsLineButNotShown(@TempDir Path folder) {
        live("CREATE TABLE t (id int, secret text CHECK (secret <> 'hunter2'))");
        try (var made = before(folder)) {
            assertThatThrownBy(() -> made.load(table("public.t", "id", "secret"), rows("1\ta\nx\tb\n"), 2))
                    .hasMessageContaining("could not load rows of public.t: invalid input syntax for type integer")
                    .hasMessageContaining("(line 2, column id of the piece)");
            assertThatThrownBy(() -> made.load(table("public.t", "id", "secret"), rows("1\thunter2\n"), 1))
                    .hasMessageContaining("violates check constraint \"t_secret_check\" (line 1 of the piece)")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void contentThatCantBeReadLeavesNoRow(@TempDir Path folder) {
        live("CREATE TABLE t (id int)");
        var broken = new FilterInputStream(rows("1")) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                var count = super.read(bytes, offset, length);
                if (count < 0) {
                    throw new IOException("the object is cut short");
                }
                return count;
            }
        };
        try (var made = before(folder)) {
            assertThatThrownBy(() -> made.load(table("public.t", "id"), broken, 1))
                    .hasMessageContaining("the object is cut short");
        }
        assertThat(copy("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aFunctionThatNeedsASearchPathIsNamedAsTheReason(@TempDir Path folder) {
        live("""
                CREATE TABLE rates (rate int);
                CREATE FUNCTION best() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT max(rate) FROM rates';
                CREATE TABLE t (id int);
                CREATE INDEX t_best ON t ((id + best()));
                """);
        try (var made = before(folder)) {
            made.load(table("public.t", "id"), rows("1\n"), 1);
            assertThatThrownBy(() -> made.after(folder.resolve("definitions.dump"), 2))
                    .isInstanceOfSatisfying(
                            UpkeepException.class,
                            failure ->
                                    assertThat(failure.problem().hint()).contains("ALTER FUNCTION … SET search_path"))
                    .hasMessageContaining("broken, because INDEX public.t_best: relation \"rates\" does not exist");
        }
    }

    @Test
    void aMaterializedViewThatFailsIsNamed(@TempDir Path folder) {
        live("""
                CREATE TABLE t (id int);
                CREATE MATERIALIZED VIEW shares AS SELECT 100 / id AS share FROM t WITH DATA;
                """);
        try (var made = before(folder)) {
            made.load(table("public.t", "id"), rows("0\n"), 1);
            assertThatThrownBy(() -> made.after(folder.resolve("definitions.dump"), 1))
                    .hasMessageContaining("broken, because MATERIALIZED VIEW DATA public.shares: division by zero");
        }
    }

    @Test
    void rowsThatAnExtensionPutsInItselfAreNotThereTwice() throws SQLException {
        live("""
                CREATE EXTENSION hstore;
                CREATE TABLE config (id int, builtin bool);
                INSERT INTO config VALUES (1, true), (2, false);
                UPDATE pg_extension SET extconfig = ARRAY['config'::regclass::oid], extcondition = ARRAY['WHERE NOT builtin']
                    WHERE extname = 'hstore';
                """);
        try (var session = postgres.connect(LIVE)) {
            ExtensionRows.removeOwn(session);
        }
        assertThat(postgres.psql(LIVE, "SELECT * FROM config")).isEqualTo("1|t");
    }

    @Test
    void anOrdinaryAdminRestoresAnApplicationsDatabase(@TempDir Path folder) {
        postgres.psql("""
                CREATE ROLE restorer LOGIN PASSWORD 'restorer' CREATEDB CREATEROLE;
                CREATE ROLE vms_app LOGIN;
                GRANT vms_app TO restorer;
                """);
        live("""
                CREATE SCHEMA shop AUTHORIZATION vms_app;
                CREATE EXTENSION pg_trgm;
                CREATE TABLE t (id int PRIMARY KEY);
                ALTER TABLE t OWNER TO vms_app;
                ALTER DATABASE live OWNER TO vms_app;
                CREATE TABLE shop.item (id int REFERENCES t);
                ALTER TABLE shop.item OWNER TO vms_app;
                """);
        var wanted = description().owner("vms_app").plain();
        var dump = world.dump(LIVE, folder);
        try (var made = world.serverAs("restorer", "restorer").create(COPY, wanted)) {
            made.before(dump);
            made.load(table("public.t", "id"), rows("1\n"), 1);
            made.load(table("shop.item", "id"), rows("1\n"), 1);
            made.after(dump, 2);
            made.settle(wanted);
        }
        assertThat(copy("SELECT relowner::regrole FROM pg_class WHERE oid = 'shop.item'::regclass"))
                .isEqualTo("vms_app");
        assertThat(postgres.psql("SELECT datdba::regrole, datacl FROM pg_database WHERE datname LIKE 'co%'"))
                .isEqualTo("vms_app|{=Tc/vms_app,vms_app=CTc/vms_app}");
    }

    private static void loadFromFourThreads(NewDatabase made) throws Exception {
        var t = table("public.t", "id", "\"Näme\"");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var pieces = new ArrayList<Future<?>>();
            for (var piece = 0; piece < 8; piece++) {
                var content = "%d\tä\\tb\n%d\t\\N\n".formatted(piece * 2, piece * 2 + 1);
                pieces.add(threads.submit(() -> made.load(t, rows(content), 2)));
            }
            for (var piece : pieces) {
                piece.get();
            }
        }
    }

    private NewDatabase before(Path folder) {
        var dump = world.dump(LIVE, folder);
        var made = server.create(COPY, description().plain());
        made.before(dump);
        return made;
    }

    private static void live(String sql) {
        postgres.psql(LIVE, sql);
    }

    private static String copy(String sql) {
        return postgres.psql(COPY, sql);
    }
}
