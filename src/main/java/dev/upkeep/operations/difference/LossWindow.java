package dev.upkeep.operations.difference;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.difference.TableChange.Rows;
import dev.upkeep.operations.difference.TableChange.State;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// What was written and deleted in a live database since a set was taken: what a restore of the set would lose and
/// bring
/// back. One moment of the live database is compared with the set's objects, a table at a time. Needs no more rights
/// than a backup. The caller holds the store's lock for readers.
public final class LossWindow {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
    private static final String LARGE_OBJECTS = "large objects";

    private final Store store;
    private final Database database;
    private final int workers;
    private final Bound bound;

    /// @param workers how many pieces are read at once
    public LossWindow(Store store, Database database, int workers, Bound bound) {
        this.store = store;
        this.database = database;
        this.workers = workers;
        this.bound = bound;
    }

    /// @param now the live moment, by the server's clock
    /// @param tables every table of either side, those with most differing rows first
    public record Report(Instant now, List<TableChange> tables) {
        private static final Comparator<TableChange> BIGGEST_FIRST = Comparator.comparingLong((TableChange change) ->
                        -change.rows().onlyNow() - change.rows().onlyInSet())
                .thenComparing(change -> change.state() == State.EQUAL)
                .thenComparing(TableChange::table);

        public Report {
            tables = tables.stream().sorted(BIGGEST_FIRST).toList();
        }

        /// Without those that are as they were, and of which there is nothing to say.
        public List<TableChange> changed() {
            return tables.stream()
                    .filter(table ->
                            table.state() != State.EQUAL || !table.remark().isEmpty())
                    .toList();
        }

        /// Over all tables.
        public Rows.Unsplit total() {
            return new Rows.Unsplit(
                    tables.stream().mapToLong(table -> table.rows().onlyNow()).sum(),
                    tables.stream().mapToLong(table -> table.rows().onlyInSet()).sum(),
                    tables.stream().allMatch(table -> table.rows().exact()));
        }
    }

    /// @param bytesRead is told how many plain bytes were read so far, from several threads; may throw to stop
    /// @throws UpkeepException DAMAGED when an object of the set is, and whatever opening a snapshot throws
    public Report since(Manifest set, LongConsumer bytesRead) {
        var inSet = SetTable.of(new ListReader(store), set);
        try (var moment = database.snapshot(workers, LOCK_WAIT)) {
            var sides = new BothSides(moment, new ObjectReader(store), workers, bytesRead);
            var tables = new ArrayList<>(tables(inSet, sides));
            largeObjects(set.largeObjects(), moment, tables);
            return new Report(moment.taken(), tables);
        }
    }

    private List<TableChange> tables(Map<String, SetTable> inSet, BothSides sides) {
        var changes = new ArrayList<TableChange>();
        var gone = new LinkedHashMap<>(inSet);
        for (var live : sides.moment().tables()) {
            var before = gone.remove(live.sqlName());
            changes.add(
                    before == null
                            ? TableChange.added(live.sqlName(), sides.rows(live))
                            : new TableComparison(before, live, sides, bound).compare());
        }
        gone.forEach((name, table) ->
                changes.add(TableChange.gone(name, table.reading().rows())));
        return changes;
    }

    /// They have one fingerprint together, so that only their number and whether they are equal is known.
    private static void largeObjects(Reading before, Snapshot moment, List<TableChange> changes) {
        var now = moment.largeObjects();
        if (!now.equals(before)) {
            var more = now.rows() - before.rows();
            var other = more == 0 ? 1 : 0;
            var rows = new Rows.Unsplit(Math.max(more, other), Math.max(-more, other), false);
            changes.add(new TableChange(
                    LARGE_OBJECTS, State.CHANGED, now.rows(), before.rows(), rows, "only their number is compared"));
        }
    }
}
