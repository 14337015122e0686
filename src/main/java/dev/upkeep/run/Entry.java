package dev.upkeep.run;

import dev.upkeep.base.problem.Problem;
import java.util.List;

/// What the journal says about a run. A `Started` is on disk before the effect, an `Ended` after it. Steps are
/// numbered from 0.
public sealed interface Entry {
    /// @param state the state that the first step starts from, as JSON
    record RunStarted(String verb, String app, String who, List<Claim> claims, String state) implements Entry {
        public RunStarted {
            claims = List.copyOf(claims);
        }
    }

    record StepStarted(int step, String name) implements Entry {}

    /// @param state the state that the next step starts from, as JSON
    record StepEnded(int step, String name, String state) implements Entry {}

    record StepFailed(int step, String name, Problem problem) implements Entry {}

    record UndoStarted(int step, String name) implements Entry {}

    record UndoEnded(int step, String name) implements Entry {}

    record UndoFailed(int step, String name, Problem problem) implements Entry {}

    record Noted(String line) implements Entry {}

    /// Another process went on with the run, because its owner ended or was not heard of.
    record TakenUp(String by) implements Entry {}

    /// @param outcome as [Outcome#word]; what failed is in the entries before
    record RunEnded(String outcome) implements Entry {}

    /// A person has looked at a stuck run and lets others have what it held.
    record Settled(String who, String note) implements Entry {}
}
