package dev.upkeep.operations.difference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Which fields of a line are compared, and which of them identify the row. Both sides name the same columns in the
/// same
/// order, each at its own places.
///
/// @param whole whether the line can be taken as it is
/// @param key no bit is set when all that is compared identifies the row
record Fields(BitSet compared, BitSet key, boolean whole) {
    /// @param columns of the lines, in order
    static Fields of(List<String> columns, List<String> compared, List<String> key) {
        return new Fields(places(columns, compared), places(columns, key), key.isEmpty() && columns.equals(compared));
    }

    private static BitSet places(List<String> columns, List<String> wanted) {
        var places = new BitSet();
        wanted.forEach(column -> places.set(columns.indexOf(column)));
        return places;
    }

    boolean hasKey() {
        return !key.isEmpty();
    }

    /// The columns that both have, when they stand in the same order on both sides.
    static Optional<List<String>> shared(List<String> one, List<String> other) {
        var shared = common(one, other);
        return !shared.isEmpty() && shared.equals(common(other, one)) ? Optional.of(shared) : Optional.empty();
    }

    private static List<String> common(List<String> columns, List<String> with) {
        var common = new ArrayList<>(columns);
        common.retainAll(with);
        return common;
    }
}
