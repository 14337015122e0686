package dev.upkeep.run;

import dev.upkeep.base.problem.Problem;

/// How a run ended.
public sealed interface Outcome {
    /// Everything was done.
    record Succeeded() implements Outcome {}

    /// A step failed; everything before it was taken back.
    record RolledBack(String failedStep, Problem cause) implements Outcome {}

    /// Neither done nor taken back: a person must look.
    record Stuck(String failedStep, Problem cause, String failedUndo, Problem undoCause) implements Outcome {}

    /// The word in `--json`: `done`, `rolled_back`, `stuck`.
    default String word() {
        return switch (this) {
            case Succeeded ignored -> "done";
            case RolledBack ignored -> "rolled_back";
            case Stuck ignored -> "stuck";
        };
    }
}
