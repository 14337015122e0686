package dev.upkeep.run;

import dev.upkeep.base.problem.Problem;

/// What recovery did about a run that its process left behind.
public sealed interface TakenUp {
    RunId run();

    String verb();

    String app();

    /// It has ended now: done, taken back, or stuck.
    record Finished(RunId run, String verb, String app, Outcome outcome) implements TakenUp {}

    /// It is as it was.
    record Left(RunId run, String verb, String app, Problem why) implements TakenUp {}
}
