package dev.upkeep.run;

/// One step of a procedure over the immutable state `S`.
public interface Step<S> {
    /// What it does, for the operator's log: `copy the database`.
    String name();

    /// Does the work and returns the state that the next step starts from.
    S perform(S state, RunContext context);

    /// Takes the work back. Safe after none, half or all of it, and when it was done before. Looks at the world,
    /// and is
    /// given the last state that the journal knows: the one this step started from, or the one it ended with.
    void undo(S state, RunContext context);

    /// How it may be done again after a crash.
    default Repeat repeat() {
        return Repeat.IDEMPOTENT;
    }

    /// Whether the run is finished, not taken back, once this step *ended*.
    default boolean pointOfNoReturn() {
        return false;
    }

    /// Asked after a crash, when this step had started and nothing had failed: whether the world shows something that
    /// is
    /// rather finished than taken back, although no point of no return was passed. A failure still takes it back.
    default boolean goesOnAfterCrash(S state) {
        return false;
    }

    enum Repeat {
        /// Performing again gives the same end.
        IDEMPOTENT,
        /// Performing again first looks whether it was done.
        VERIFY_THEN_RETRY,
        /// Only a person can tell: the run is stuck.
        ASK
    }
}
