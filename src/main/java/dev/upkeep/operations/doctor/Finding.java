package dev.upkeep.operations.doctor;

import dev.upkeep.base.problem.Problem;
import java.util.Locale;

/// What was found where somebody looked. Unknown is not fine: it was not possible to look.
public sealed interface Finding {
    /// What was looked at: `rights to back up`.
    String what();

    /// What was seen.
    String detail();

    /// What to do now; empty where there is nothing to do.
    String remedy();

    record Failure(String what, String detail, String remedy) implements Finding {
        static Failure of(String what, Problem problem) {
            return new Failure(what, problem.message(), problem.hint());
        }
    }

    record Unknown(String what, String detail, String remedy) implements Finding {}

    record Warning(String what, String detail, String remedy) implements Finding {}

    record Fine(String what, String detail) implements Finding {
        @Override
        public String remedy() {
            return "";
        }
    }

    /// 0 is the worst.
    default int rank() {
        return switch (this) {
            case Failure ignored -> 0;
            case Unknown ignored -> 1;
            case Warning ignored -> 2;
            case Fine ignored -> 3;
        };
    }

    /// The word that programs read: `failure`, `unknown`, `warning`, `fine`.
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
