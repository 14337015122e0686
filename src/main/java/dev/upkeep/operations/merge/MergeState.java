package dev.upkeep.operations.merge;

import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.drivers.database.MissingRows;
import java.util.List;

/// How far a merge is.
///
/// @param set whole id
/// @param words the tables as they were named
/// @param order its schema has the run's own name; its tables are empty until somebody looked
/// @param missing what was found, and in the end what was inserted
/// @param shown whether a person has seen what is missing: then nothing else is inserted
record MergeState(String app, String set, List<String> words, MergeOrder order, MissingRows missing, boolean shown) {
    MergeState {
        words = List.copyOf(words);
    }

    static MergeState of(String app, String set, List<String> words, MergeOrder order) {
        return new MergeState(app, set, words, order, MissingRows.NONE, false);
    }

    String schema() {
        return order.schema();
    }

    MergeState reaching(List<String> tables, List<String> more) {
        return new MergeState(app, set, words, order.with(schema(), tables, more), missing, shown);
    }

    MergeState found(MissingRows rows, boolean seen) {
        return new MergeState(app, set, words, order, rows, seen);
    }
}
