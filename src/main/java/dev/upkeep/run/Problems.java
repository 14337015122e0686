package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;

/// What a step's failure says to an operator.
final class Problems {
    private Problems() {}

    static Problem of(Throwable failure, String step, RunId run) {
        return switch (failure) {
            case UpkeepException known -> known.problem();
            case OutOfMemoryError ignored ->
                Problem.of(
                        Kind.FAILED,
                        "\"%s\" needed more memory than there is".formatted(step),
                        "Give it more, for example: UPKEEP_HEAP=512m, and report it: it should not need more.");
            default ->
                Problem.of(
                        Kind.BUG,
                        "\"%s\" failed unexpectedly: %s%s".formatted(step, failure, place(failure)),
                        "Please report this with what this shows: upkeep log " + run);
        };
    }

    private static String place(Throwable failure) {
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.upkeep.")) {
                return " (%s:%d)".formatted(frame.getFileName(), frame.getLineNumber());
            }
        }
        return "";
    }
}
