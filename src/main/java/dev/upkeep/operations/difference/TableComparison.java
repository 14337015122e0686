package dev.upkeep.operations.difference;

import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.difference.Remaining.LivePiece;
import dev.upkeep.operations.difference.TableChange.Rows;
import dev.upkeep.operations.difference.TableChange.State;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares one live table with the same one in a set: by the fingerprints of its pieces, which settles what was not
/// touched, then row by row. For one thread.
final class TableComparison {
    private static final String NO_KEY = "no primary key: a changed row counts as new and as deleted";
    private static final String OTHER_KEY =
            "the primary key can't be compared: a changed row counts as new and as deleted";
    private static final String NEW_KEY =
            "the set has several rows with one primary key: a changed row counts as new and as deleted";
    private static final String AT_LEAST = "too many rows differ to count each; with more memory: UPKEEP_HEAP=1g";

    private final SetTable set;
    private final Table live;
    private final BothSides sides;
    private final Bound bound;

    TableComparison(SetTable set, Table live, BothSides sides, Bound bound) {
        this.set = set;
        this.live = live;
        this.sides = sides;
        this.bound = bound;
    }

    TableChange compare() {
        var pieces = sides.readings(live, set.blocksPerPiece());
        var now = pieces.stream().map(LivePiece::reading).reduce(Reading.NOTHING, Reading::plus);
        var all = new Remaining(pieces, set.pieces());
        if (!live.columns().equals(set.table().columns())) {
            return otherColumns(all);
        }
        if (now.equals(set.reading())) {
            return TableChange.equal(live.sqlName(), now.rows());
        }
        if (live.columns().isEmpty()) {
            return change(State.CHANGED, all, byNumbers(all, true), "without columns: its rows are only counted");
        }
        return byRows(all, all.withoutEqualPieces(), live.columns(), "");
    }

    private TableChange otherColumns(Remaining all) {
        return Fields.shared(set.table().columns(), live.columns())
                .map(shared -> byRows(all, all, shared, comparedBy(shared)))
                .orElseGet(() -> change(
                        State.REDEFINED,
                        all,
                        byNumbers(all, false),
                        "its columns are others now: its rows can't be compared with the %d in the set"
                                .formatted(all.setRows())));
    }

    private String comparedBy(List<String> shared) {
        return "columns %s; the numbers are of the others"
                .formatted(Stream.concat(
                                live.columns().stream()
                                        .filter(column -> !shared.contains(column))
                                        .map(column -> "+" + column),
                                set.table().columns().stream()
                                        .filter(column -> !shared.contains(column))
                                        .map(column -> "-" + column))
                        .collect(Collectors.joining(" ")));
    }

    /// What the numbers of rows alone say.
    private static Rows byNumbers(Remaining all, boolean exact) {
        var more = all.liveRows() - all.setRows();
        return new Tally(Math.max(more, 0), 0, Math.max(-more, 0), exact).rows(false);
    }

    private TableChange byRows(Remaining all, Remaining differing, List<String> columns, String remark) {
        var key = sides.moment().primaryKey(live);
        if (key.isEmpty() || !columns.containsAll(key)) {
            return byRows(
                    all, compared(differing, columns, List.of()), false, remark, key.isEmpty() ? NO_KEY : OTHER_KEY);
        }
        var byKey = compared(differing, columns, key);
        return byKey.keyRepeats()
                ? byRows(all, compared(differing, columns, List.of()), false, remark, NEW_KEY)
                : byRows(all, byKey, true, remark, "");
    }

    private RowComparison.Found compared(Remaining differing, List<String> columns, List<String> key) {
        var fields = new RowComparison.BothFields(
                Fields.of(live.columns(), columns, key), Fields.of(set.table().columns(), columns, key));
        return new RowComparison(sides, differing, fields, bound).find();
    }

    private TableChange byRows(
            Remaining all, RowComparison.Found found, boolean byKey, String remark, String aboutTheKey) {
        var counted = found.tally().rows(byKey);
        var rows = hasMoreColumns() ? new Rows.Unsplit(counted.onlyNow(), counted.onlyInSet(), false) : counted;
        var equal = remark.isEmpty() && rows.exact() && rows.onlyNow() == 0 && rows.onlyInSet() == 0;
        var remarks =
                Stream.of(remark, counted instanceof Rows.Unsplit ? aboutTheKey : "", counted.exact() ? "" : AT_LEAST);
        return change(
                equal ? State.EQUAL : State.CHANGED,
                all,
                rows,
                remarks.filter(each -> !each.isEmpty()).collect(Collectors.joining("; ")));
    }

    /// What stands in columns that the set does not have is lost too, in nobody knows how many rows.
    private boolean hasMoreColumns() {
        return !set.table().columns().containsAll(live.columns());
    }

    private TableChange change(State state, Remaining all, Rows rows, String remark) {
        return new TableChange(live.sqlName(), state, all.liveRows(), all.setRows(), rows, remark);
    }
}
