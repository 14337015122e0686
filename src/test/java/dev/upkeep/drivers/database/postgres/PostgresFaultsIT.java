package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.testkit.PrivateCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What others do to a database while it is read must never give a reading that looks complete and is not.
@Timeout(60)
final class PostgresFaultsIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String DATABASE = "faults";
    private final SnapshotWorld world = new SnapshotWorld(postgres, DATABASE);

    @BeforeEach
    void aTableOfManyPieces() {
        postgres.psql("DROP DATABASE IF EXISTS faults WITH (FORCE)");
        postgres.createDatabase(DATABASE);
        sql("""
                CREATE TABLE t (id int PRIMARY KEY, word text) WITH (fillfactor = 90);
                INSERT INTO t SELECT i, repeat(md5(i::text), 4) FROM generate_series(1, 40000) i;
                CREATE TABLE u (id int);
                """);
    }

    @Test
    void truncateWaitsUntilTheSnapshotIsClosed() {
        try (var snapshot = world.snapshot()) {
            assertThatThrownBy(() -> sql("SET lock_timeout = '200ms'; TRUNCATE t"))
                    .hasMessageContaining("lock timeout");
            assertThatThrownBy(() -> sql("SET lock_timeout = '200ms'; ALTER TABLE t ADD COLUMN more int"))
                    .hasMessageContaining("lock timeout");
            assertThatThrownBy(() -> sql("SET lock_timeout = '200ms'; DROP TABLE t"))
                    .hasMessageContaining("lock timeout");
            assertThat(world.read(snapshot, world.table(snapshot, "public.t")).rows())
                    .isEqualTo(40_000);
        }
        sql("TRUNCATE t");
    }

    @Test
    void whoeverWaitsForATableDoesNotKeepItFromBeingRead() {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var snapshot = world.snapshot()) {
                var truncating = executor.submit(() -> sql("TRUNCATE t"));
                Awaitility.await()
                        .until(() -> sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                                .equals("t"));
                assertThat(truncating).isNotDone();
                assertThat(world.read(snapshot, world.table(snapshot, "public.t"))
                                .rows())
                        .isEqualTo(40_000);
            }
        }
        assertThat(sql("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aTableThatIsLockedForGoodIsNamedWithItsHolder() throws SQLException {
        try (var holder = postgres.connect(DATABASE)) {
            holder.setAutoCommit(false);
            Rows.execute(holder, "SET application_name = 'migration'; LOCK TABLE t");

            assertProblem(
                    () -> world.snapshot(world.address(), Duration.ofSeconds(1)), Kind.FAILED, "program migration");
            assertProblem(() -> world.snapshot(world.address(), Duration.ofSeconds(1)), Kind.FAILED, "public.t");
            holder.rollback();
        }
    }

    @Test
    void writersDoNotChangeWhatIsRead() {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var snapshot = world.snapshot()) {
            var table = world.table(snapshot, "public.t");
            var writing = executor.submit(
                    () -> sql("UPDATE t SET word = word || 'x' WHERE id % 3 = 0; DELETE FROM t WHERE id % 7 = 0"));
            var before = world.read(snapshot, table);
            assertThat(writing).succeedsWithin(Duration.ofSeconds(30));
            assertThat(world.read(snapshot, table)).isEqualTo(before);
            assertThat(before.rows()).isEqualTo(40_000);
        }
    }

    @Test
    void anUpdatedRowChangesAtMostTwoPieces() {
        var before = pieces();
        assertThat(before).hasSizeGreaterThan(4);
        assertThat(pieces()).isEqualTo(before);

        sql("UPDATE t SET word = 'changed' WHERE id = 20000");

        var after = new HashSet<>(pieces());
        before.forEach(after::remove);
        assertThat(after).hasSizeBetween(1, 2);
    }

    /// Of 128 blocks each, as text.
    private List<String> pieces() {
        try (var snapshot = world.snapshot()) {
            var table = world.table(snapshot, "public.t");
            var blocks = Long.parseLong(sql("SELECT pg_relation_size('t') / 8192"));
            var contents = new ArrayList<String>();
            for (var piece : BlockRanges.pieces(table.number(), blocks, 128)) {
                var out = new ByteArrayOutputStream();
                snapshot.copy(piece, out);
                contents.add(out.toString(StandardCharsets.UTF_8));
            }
            return contents;
        }
    }

    @Test
    void anEndedWorkerIsAFailure() {
        try (var snapshot = world.snapshot()) {
            sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'upkeep test' AND query <> 'SELECT 1'");
            assertProblem(() -> readAll(snapshot), Kind.UNREACHABLE, "postgres database \"faults\"");
            assertThatThrownBy(() -> readAll(snapshot)).isInstanceOf(UpkeepException.class);
        }
    }

    @Test
    void anEndedCoordinatorIsAFailure() {
        try (var snapshot = world.snapshot()) {
            sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'upkeep test'"
                    + " AND query = 'SELECT 1'");
            assertProblem(() -> readAll(snapshot), Kind.UNREACHABLE, "the session that holds the snapshot");
        }
    }

    @Test
    void anEndedServerIsAFailureInTheMiddleOfATable() {
        try (var snapshot = world.snapshot()) {
            var table = world.table(snapshot, "public.t");
            var ending = new OutputStream() {
                private boolean ended;

                @Override
                public void write(int b) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    if (!ended) {
                        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = 'upkeep test' AND query LIKE 'COPY%'");
                        ended = true;
                    }
                }
            };
            assertProblem(
                    () -> snapshot.copy(new Piece(table.number(), 0, -1), ending),
                    Kind.UNREACHABLE,
                    "could not copy public.t");
        }
    }

    @Test
    void aFullStoreIsAFailure() {
        try (var snapshot = world.snapshot()) {
            var full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("No space left on device");
                }
            };
            assertProblem(() -> snapshot.copy(new Piece(1, 0, -1), full), Kind.FAILED, "No space left on device");
        }
    }

    @Test
    void aMissingRightIsNamedWithItsGrant() {
        sql("DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN PASSWORD 'c'; GRANT SELECT ON u TO clerk");
        assertThatThrownBy(() -> world.snapshot(clerk(), Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(UpkeepException.class, e -> {
                    assertThat(e.problem().kind()).isEqualTo(Kind.MISSING);
                    assertThat(e.problem().message()).contains("user clerk may not read public.t of");
                    assertThat(e.problem().hint()).contains("GRANT pg_read_all_data TO clerk;");
                });
        sql("GRANT pg_read_all_data TO clerk; ALTER TABLE u ENABLE ROW LEVEL SECURITY");
        assertThatThrownBy(() -> world.snapshot(clerk(), Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(UpkeepException.class, e -> {
                    assertThat(e.problem().message()).contains("hides rows of public.u");
                    assertThat(e.problem().hint()).contains("ALTER ROLE clerk BYPASSRLS;");
                });
        sql("ALTER ROLE clerk BYPASSRLS");
        try (var snapshot = world.snapshot(clerk(), Duration.ofSeconds(1))) {
            assertThat(world.readAll(snapshot)).hasSize(2);
            assertThat(snapshot.inventory()).isNotEmpty();
            for (var part : snapshot.parts()) {
                snapshot.write(part, OutputStream.nullOutputStream());
            }
            sql("REVOKE pg_read_all_data FROM clerk");
            assertProblem(() -> readAll(snapshot), Kind.MISSING, "permission denied");
        }
    }

    private PostgresAddress clerk() {
        return world.address().user("clerk", () -> Optional.of("c"));
    }

    private void readAll(Snapshot snapshot) {
        for (var i = 0; i < 3; i++) {
            world.readAll(snapshot);
        }
    }

    private static void assertProblem(Runnable work, Kind kind, String words) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private static String sql(String statements) {
        return postgres.psql(DATABASE, statements);
    }
}
