package dev.upkeep.drivers.database;

/// Is told which rows were inserted, so that exactly these can be taken out again: first [#begin], then for each
/// table [#table] and its rows, then [#complete].
public interface InsertedRows {
    /// @param database tells the database from any other that has or will have its name
    void begin(String database);

    void table(InsertedTable table);

    /// @param line a hash of the row, and its key, as the driver wants to have them back; ends with a line end
    ///     and has no other one
    void row(byte[] line);

    /// When it returns, all of it can be read again after a power cut.
    void complete();

    /// What was recorded.
    interface Recorded {
        /// Tells it all once more, in the same order.
        ///
        /// @throws dev.upkeep.base.problem.UpkeepException DAMAGED when it is not whole
        void replay(InsertedRows to);
    }
}
