package dev.upkeep.operations.difference;

/// What happened to one table since a set was taken.
///
/// @param table as SQL writes it, with its schema
/// @param remark what a person must know to read the numbers, or empty
public record TableChange(String table, State state, long rowsNow, long rowsInSet, Rows rows, String remark) {
    public enum State {
        EQUAL,
        CHANGED,
        /// Made since the set.
        NEW,
        /// Dropped since the set.
        GONE,
        /// Its columns are others now, so that rows can't be compared.
        REDEFINED
    }

    /// How many rows are not the same on both sides.
    public sealed interface Rows {
        /// Rows as they are now and never were in the set: new ones, and what changed ones have become. A restore of
        /// the set loses them.
        long onlyNow();

        /// Rows as they were in the set and are no more: deleted ones, and what changed ones have been.
        long onlyInSet();

        /// Whether the numbers are exact; otherwise each is "at least".
        boolean exact();

        /// Told apart by the primary key.
        record Split(long added, long changed, long deleted) implements Rows {
            @Override
            public long onlyNow() {
                return added + changed;
            }

            @Override
            public long onlyInSet() {
                return deleted + changed;
            }

            @Override
            public boolean exact() {
                return true;
            }
        }

        /// A changed row counts on both sides: nothing says that it is the same one.
        record Unsplit(long onlyNow, long onlyInSet, boolean exact) implements Rows {}
    }

    static TableChange equal(String table, long rows) {
        return new TableChange(table, State.EQUAL, rows, rows, new Rows.Split(0, 0, 0), "");
    }

    static TableChange added(String table, long rows) {
        return new TableChange(table, State.NEW, rows, 0, new Rows.Split(rows, 0, 0), "new table");
    }

    static TableChange gone(String table, long rows) {
        return new TableChange(table, State.GONE, 0, rows, new Rows.Split(0, 0, rows), "the table is gone");
    }
}
