package dev.upkeep.operations.difference;

/// Takes the entries of both sides' rows, from several threads at once. An entry is [RowEntries#WIDTH] numbers: two
/// that
/// identify the row, by its key or by all of it, and one for its content.
interface EntrySink {
    /// Whether a row is wanted at all; quick.
    ///
    /// @param identity its first number
    boolean wants(long identity);

    /// @param entries whose first `count` are taken
    void add(Side side, long[] entries, int count);

    enum Side {
        LIVE,
        SET
    }
}
