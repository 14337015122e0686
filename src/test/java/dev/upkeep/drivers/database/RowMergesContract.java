package dev.upkeep.drivers.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.testkit.MemoryRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every live database does when lost rows are merged into it and taken out again.
public abstract class RowMergesContract {
    protected static final String SIDE = "side";

    /// In the database of [#liveRows]: a table whose restored rows are a, b, c, d, and whose live ones b and x.
    protected abstract RowMerges merges();

    /// Quoted for SQL, with schema.
    protected abstract String table();

    /// Sorted.
    protected abstract List<String> liveRows();

    private MergeOrder order() {
        var reach = merges().reach(List.of(table()), false);
        return new MergeOrder(SIDE, reach.tables(), reach.more(), "", List.of(), false, false);
    }

    private MemoryRecord merged() {
        var record = new MemoryRecord();
        merges().insert(order(), Optional.empty(), record);
        return record;
    }

    @Test
    protected void lookingChangesNothing() {
        var missing = merges().missing(order());

        assertThat(missing.rows()).isEqualTo(3);
        assertThat(missing.tables().getFirst().examples()).hasSize(3);
        assertThat(liveRows()).containsExactly("b", "x");
        assertThat(merges().committed(SIDE)).isFalse();
    }

    @Test
    protected void whatIsMissingIsInsertedWithARecordAndAMark() {
        var record = new MemoryRecord();

        var inserted = merges().insert(order(), Optional.of(merges().missing(order())), record);

        assertThat(inserted.rows()).isEqualTo(3);
        assertThat(liveRows()).containsExactly("a", "b", "c", "d", "x");
        assertThat(record.isComplete()).isTrue();
        assertThat(merges().committed(SIDE)).isTrue();
        assertThat(merges().missing(order()).rows()).isZero();
    }

    @Test
    protected void nothingIsInsertedWhenTheRecordCanNotBeKeptOrOtherRowsWereShown() {
        var full = new MemoryRecord() {
            @Override
            public void complete() {
                throw new UpkeepException(Kind.FAILED, "the disk is full", "");
            }
        };
        assertThatThrownBy(() -> merges().insert(order(), Optional.empty(), full))
                .hasMessage("the disk is full");
        assertThatThrownBy(() -> merges().insert(order(), Optional.of(MissingRows.NONE), new MemoryRecord()))
                .hasMessageContaining("other rows are missing by now than were shown");

        assertThat(liveRows()).containsExactly("b", "x");
        assertThat(merges().committed(SIDE)).isFalse();
    }

    @Test
    protected void aMergeIsTakenBackWithItsMark() {
        var record = merged();

        assertThat(merges().takeBack(SIDE, record)).isEqualTo(3);

        assertThat(liveRows()).containsExactly("b", "x");
        assertThat(merges().committed(SIDE)).isFalse();
    }

    @Test
    protected void mergedRowsAreTakenOutAndPutBack() {
        var record = merged();

        assertThat(merges().takeOut("upkeep_taken", record)).isEqualTo(3);
        assertThat(liveRows()).containsExactly("b", "x");
        assertThat(merges().committed("upkeep_taken")).isTrue();

        merges().putBack("upkeep_taken", record);
        assertThat(liveRows()).containsExactly("a", "b", "c", "d", "x");
        assertThat(merges().committed("upkeep_taken")).isFalse();
    }

    @Test
    protected void aRecordOfAnotherDatabaseIsRefused() {
        var record = merged();
        record.begin("another");

        assertThatThrownBy(() -> merges().takeOut("upkeep_taken", record))
                .hasMessageContaining("merged into another database");
        assertThat(liveRows()).hasSize(5);
        assertThat(merges().committed("upkeep_taken")).isFalse();
    }

    @Test
    protected void whatIsNotThereWasNotCommitted() {
        assertThat(merges().committed("none")).isFalse();
    }
}
