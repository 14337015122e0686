package dev.upkeep.operations.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.operations.difference.LossWindow.Report;
import dev.upkeep.operations.difference.TableChange.Rows;
import dev.upkeep.operations.difference.TableChange.State;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.SetInStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a comparison of a set with the live database counts.
final class LossWindowTest {
    private static final Bound AMPLE = new Bound(1 << 10, 1 << 10, 8);

    @TempDir
    Path files;

    private final FakeDatabase database = new FakeDatabase();
    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);

    @AfterEach
    void noMomentIsLeftOpen() {
        assertThat(database.openSnapshots()).isZero();
    }

    private void backup() {
        store = SetInStore.of(files, database);
    }

    private Manifest set() {
        return new SetCatalogue(store).find(SetInStore.APP, "").manifest();
    }

    private Report compare(Bound bound) {
        return new LossWindow(store, database, 2, bound).since(set(), bytes -> {});
    }

    private static TableChange of(Report report, String table) {
        return report.tables().stream()
                .filter(change -> change.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private List<RandomTable> changedTables(long seed) {
        var random = new Random(seed);
        var tables = IntStream.range(0, 8)
                .mapToObj(i -> new RandomTable(random, "table_" + i))
                .toList();
        tables.forEach(table -> table.putBefore(database));
        backup();
        tables.forEach(RandomTable::change);
        tables.forEach(table -> table.putNow(database));
        return tables;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theNumbersAreThoseThatAPersonWouldCountHoweverLittleMemoryThereIs(long seed) {
        var tables = changedTables(seed);
        var little = new Random(seed);
        var bounds = List.of(
                AMPLE, new Bound(1 << little.nextInt(7), 130, 1 << 7), new Bound(64, 20 + little.nextInt(20), 1 << 7));

        for (var bound : bounds) {
            var report = compare(bound);

            for (var table : tables) {
                var found = of(report, table.name());
                assertThat(found.rows()).as("%s within %s", table, bound).isEqualTo(table.counted());
                assertThat(found.state() == State.EQUAL).isEqualTo(table.isEqual());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void numbersThatAreNotExactSayAtLeastAndNeverTooMuch(long seed) {
        var tables = changedTables(seed);
        var inexact = 0;

        var report = compare(new Bound(8, 6, 2));

        for (var table : tables) {
            var found = of(report, table.name());
            var truth = table.counted();
            if (found.rows().exact()) {
                assertThat(found.rows().onlyNow()).as("%s", table).isEqualTo(truth.onlyNow());
                assertThat(found.rows().onlyInSet()).as("%s", table).isEqualTo(truth.onlyInSet());
                continue;
            }
            inexact++;
            assertThat(found.remark()).contains("UPKEEP_HEAP");
            assertThat(found.rows().onlyNow()).as("%s", table).isBetween(0L, truth.onlyNow());
            assertThat(found.rows().onlyInSet()).as("%s", table).isBetween(0L, truth.onlyInSet());
            assertThat(found.rows().onlyNow() + found.rows().onlyInSet()).isPositive();
        }
        assertThat(inexact).isPositive();
        assertThat(report.total().exact()).isFalse();
    }

    @Test
    void tablesThatCameAndWentAreToldWithTheirRows() {
        database.with("gone", rows(0, 30)).with("stays", rows(0, 5));
        backup();
        database.drop("gone");
        database.with("came", rows(0, 7));

        var report = compare(AMPLE);

        assertThat(report.tables().stream().map(TableChange::table)).containsExactly("gone", "came", "stays");
        assertThat(of(report, "gone").state()).isEqualTo(State.GONE);
        assertThat(of(report, "gone").rows()).isEqualTo(new Rows.Split(0, 0, 30));
        assertThat(of(report, "came").rows()).isEqualTo(new Rows.Split(7, 0, 0));
        assertThat(report.changed()).hasSize(2);
        assertThat(report.total()).isEqualTo(new Rows.Unsplit(7, 30, true));
    }

    @Test
    void rowsAreComparedByTheColumnsThatBothHave() {
        database.with("people", List.of("id", "name", "old"), List.of("id"), List.of("1\tAda\tx", "2\tBob\ty"));
        backup();
        database.with("people", List.of("id", "name", "new"), List.of("id"), List.of("1\tAda\t7", "2\tRob\t8"));

        var change = of(compare(AMPLE), "people");

        assertThat(change.rows()).isEqualTo(new Rows.Unsplit(1, 1, false));
        assertThat(change.remark()).isEqualTo("columns +new -old; the numbers are of the others");
    }

    @Test
    void anAddedLastColumnDoesNotChangeTheOthers() {
        database.with("people", List.of("id", "name"), List.of("id"), List.of("1\tAda", "2\tBob"));
        backup();
        database.with("people", List.of("id", "name", "new"), List.of("id"), List.of("1\tAda\t7", "2\tBob\t"));

        var report = compare(AMPLE);

        assertThat(of(report, "people").state()).isEqualTo(State.CHANGED);
        assertThat(of(report, "people").rows())
                .as("what stands in the new column is lost too")
                .isEqualTo(new Rows.Unsplit(0, 0, false));
        assertThat(report.total().exact()).isFalse();
    }

    @Test
    void aTableOfOtherColumnsIsNotCompared() {
        database.with("people", List.of("a", "b"), List.of(), List.of("1\t2", "2\t3"));
        backup();
        database.with("people", List.of("b", "a"), List.of(), List.of("1\t2", "2\t3", "3\t4"));

        var change = of(compare(AMPLE), "people");

        assertThat(change.state()).isEqualTo(State.REDEFINED);
        assertThat(change.rows()).isEqualTo(new Rows.Unsplit(1, 0, false));
        assertThat(change.rowsNow()).isEqualTo(3);
        assertThat(change.rowsInSet()).isEqualTo(2);
        assertThat(change.remark())
                .isEqualTo("its columns are others now: its rows can't be compared with the 2 in the set");
    }

    @Test
    void aKeyThatWasNoneInTheSetTellsNothingApart() {
        database.with("people", List.of("id", "name"), List.of(), List.of("1\ta", "1\tb", "1\tc", "2\td"));
        backup();
        database.with("people", List.of("id", "name"), List.of("id"), List.of("1\ta", "2\te"));

        var change = of(compare(AMPLE), "people");

        assertThat(change.rows()).isEqualTo(new Rows.Unsplit(1, 3, true));
        assertThat(change.remark()).contains("several rows with one primary key");
    }

    @Test
    void valuesOfNeighboursAreNotRunTogether() {
        var columns = List.of("a", "b", "c", "d");
        database.with("pairs", columns, List.of("a", "b"), List.of("1\t12\tx\ty", "5\t5\tx\tyz"));
        backup();
        database.with("pairs", columns, List.of("a", "b"), List.of("11\t2\tx\ty", "5\t5\txy\tz"));

        assertThat(of(compare(AMPLE), "pairs").rows()).isEqualTo(new Rows.Split(1, 1, 1));
    }

    @Test
    void manyEqualRowsAreCountedInOneBucket() {
        var many = new ArrayList<>(rows(0, 3));
        many.addAll(IntStream.range(0, 500).mapToObj(i -> "same").toList());
        database.with("log", many);
        backup();
        many.addAll(IntStream.range(0, 77).mapToObj(i -> "same").toList());
        many.remove("row 1");
        database.with("log", many);

        assertThat(of(compare(new Bound(2, 10, 4)), "log").rows()).isEqualTo(new Rows.Unsplit(77, 1, true));
    }

    @Test
    void oneBucketThatIsTooLargeIsAtLeast() {
        database.with("log", rows(0, 30));
        backup();
        database.with("log", rows(20, 60));

        var change = of(compare(new Bound(1, 25, 100)), "log");

        assertThat(change.rows()).as("ten more rows is all that is sure").isEqualTo(new Rows.Unsplit(10, 0, false));
    }

    @Test
    void onlyPiecesThatDifferAreReadAgain() {
        database.with("log", rows(0, 100));
        backup();
        database.with(
                "log",
                Stream.concat(rows(0, 100).stream(), rows(100, 103).stream()).toList());
        var pieces = new ArrayList<String>();
        database.beforeCopy(pieces::add);

        assertThat(of(compare(AMPLE), "log").rows()).isEqualTo(new Rows.Split(3, 0, 0));

        assertThat(pieces)
                .as("six pieces, and none again since the other five are in the set")
                .hasSize(6);
    }

    @Test
    void aDamagedObjectOfTheSetIsNoNumber() {
        database.with("log", rows(0, 9));
        backup();
        database.with("log", rows(3, 12));
        new ListReader(store).database(set(), entry -> {
            if (entry instanceof DatabaseEntry.PieceEntry piece) {
                store.flipBit(piece.object().name(), 40);
            }
        });

        assertThatThrownBy(() -> compare(AMPLE)).hasMessageContaining("is damaged");
    }

    @Test
    void aPieceOfMoreRowsThanItsLineSaysIsNoNumber() {
        database.with("log", List.of("two\nrows"));
        backup();
        database.with("log", List.of("one row"));

        assertThatThrownBy(() -> compare(AMPLE)).hasMessageEndingWith("holds 2 rows, not 1");
    }

    @Test
    void itCanBeStoppedAnyTime() {
        database.with("log", rows(0, 9));
        backup();
        database.with("log", rows(3, 12));

        assertThatThrownBy(() -> new LossWindow(store, database, 2, AMPLE).since(set(), bytes -> {
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
    }

    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj("row %d"::formatted).toList();
    }
}
