package dev.upkeep.operations.difference;

import dev.upkeep.operations.difference.TableChange.Rows;

/// Rows counted so far: with the same identity but another content on the two sides, and those on one side only.
///
/// @param exact otherwise each number is "at least", and what is added and deleted may be changed in truth
record Tally(long added, long changed, long deleted, boolean exact) {
    static final Tally NOTHING = new Tally(0, 0, 0, true);

    Tally plus(Tally other) {
        return new Tally(added + other.added, changed + other.changed, deleted + other.deleted, exact && other.exact);
    }

    /// A changed row counts on both sides when nothing identifies it; so where one side has none, none was changed.
    ///
    /// @param byKey whether rows were identified by their key
    Rows rows(boolean byKey) {
        var split = exact && (byKey || added == 0 || deleted == 0);
        return split
                ? new Rows.Split(added, changed, deleted)
                : new Rows.Unsplit(added + changed, deleted + changed, exact);
    }
}
