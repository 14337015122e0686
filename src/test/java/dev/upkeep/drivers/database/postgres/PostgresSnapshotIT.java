package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.testkit.PrivateCluster;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Reads a database that holds one of everything.
final class PostgresSnapshotIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String DATABASE = "everything";
    private final SnapshotWorld world = new SnapshotWorld(postgres, DATABASE);

    @BeforeAll
    static void load() {
        postgres.createDatabase(DATABASE);
        postgres.load(DATABASE, "/everything.sql");
    }

    @Test
    void leafTablesAreListedWithTheirStoredColumns() {
        try (var snapshot = world.snapshot()) {
            var tables = new TreeMap<String, List<String>>();
            snapshot.tables().forEach(table -> tables.put(table.sqlName(), table.columns()));

            assertThat(tables)
                    .containsEntry("app.computed", List.of("net", "name", "later", "plain"))
                    .containsEntry("app.event_2026_hash_1", List.of("note", "kind", "at", "id"))
                    .containsEntry("app.no_columns", List.of())
                    .containsEntry("app.only_computed", List.of())
                    .containsKey("public.\"..%2F$(touch x)\"")
                    .doesNotContainKeys("app.event", "app.event_2026", "app.far_away", "app.leaders", "app.per_kind");
            assertThat(snapshot.tables()).extracting(Table::number).isSorted().startsWith(1);
        }
    }

    @Test
    void everyRowOfEveryTableIsReadOnce() {
        try (var snapshot = world.snapshot()) {
            for (var table : snapshot.tables()) {
                var counted = postgres.psql(DATABASE, "SELECT count(*) FROM ONLY " + table.sqlName());
                assertThat(world.read(snapshot, table).rows())
                        .as(table.sqlName())
                        .isEqualTo(Long.parseLong(counted));
            }
        }
    }

    @Test
    void rowsComeInTextFormat() {
        try (var snapshot = world.snapshot()) {
            var out = new ByteArrayOutputStream();
            var reading =
                    snapshot.copy(new Piece(world.table(snapshot, "app.no_key").number(), 0, -1), out);

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("same\t1\nsame\t1\nsame\t\\N\n\\N\t1\n\t1\n");
            assertThat(reading.bytes()).isEqualTo(out.size());
        }
    }

    @Test
    void aTableWithoutColumnsIsOnlyCounted() {
        try (var snapshot = world.snapshot()) {
            var out = new ByteArrayOutputStream();
            var reading = snapshot.copy(
                    new Piece(world.table(snapshot, "app.no_columns").number(), 0, -1), out);

            assertThat(out.size()).isZero();
            assertThat(reading.rows()).isEqualTo(2);
        }
    }

    @Test
    void twoMomentsOfTheSameRowsHaveTheSameFingerprints() {
        assertThat(fingerprints()).isEqualTo(fingerprints());
    }

    private Map<String, Reading> fingerprints() {
        try (var snapshot = world.snapshot()) {
            return world.readAll(snapshot);
        }
    }

    @Test
    void aMissingDatabaseIsSaid() {
        assertThatThrownBy(() -> new SnapshotWorld(postgres, "gone").snapshot())
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessageContaining("database \"gone\" does not exist");
    }

    @Test
    void aClosedSnapshotReadsNothing() {
        var snapshot = world.snapshot();
        var piece = new Piece(1, 0, -1);
        snapshot.close();

        assertThatThrownBy(() -> snapshot.copy(piece, OutputStream.nullOutputStream()))
                .isInstanceOf(UpkeepException.class)
                .hasMessageContaining("was closed");
    }
}
