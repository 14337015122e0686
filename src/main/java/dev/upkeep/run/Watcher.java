package dev.upkeep.run;

/// Is told what a run does while it does it; a face shows it. Called from the run's threads, several at once, so it
/// answers fast. One that throws is not told any more; the run goes on.
public interface Watcher {
    Watcher NOBODY = new Watcher() {};

    /// The journal has a new entry: a step started or ended, a note, a failure, an undo.
    default void saw(RunId run, JournalLine line) {}

    default void progressed(RunId run, Progress progress) {}
}
