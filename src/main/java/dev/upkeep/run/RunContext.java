package dev.upkeep.run;

/// What a step may use of its run. May be used from several threads at once.
public interface RunContext {
    RunId run();

    /// A line for the operator, kept in the journal.
    void note(String line);

    /// How far long work is; kept nowhere, shown to whoever watches.
    ///
    /// @param done of `total`, both in `unit`; total is -1 when unknown
    void progress(String what, long done, long total, Unit unit);

    /// Called at least once a second by long work.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException CANCELLED when asked to stop, CLASH when this process no
    /// longer owns
    ///     the run
    void checkpoint();

    enum Unit {
        BYTES,
        ROWS,
        FILES,
        TABLES,
        OBJECTS
    }
}
