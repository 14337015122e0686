package dev.upkeep.base.problem;

import java.util.Objects;

/// What failed, on what, and what to do now: one sentence each, for an operator, without a stack trace or a secret.
///
/// @param message what failed on what, for example `store "offsite" did not answer within 30 s`
/// @param hint what to do now; may be empty when there is nothing better than the message
public record Problem(Kind kind, String message, String hint) {
    public Problem {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(message);
        Objects.requireNonNull(hint);
    }

    public static Problem of(Kind kind, String message, String hint) {
        return new Problem(kind, message, hint);
    }
}
