package dev.upkeep.operations.sets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What a verification found, kept with its set.
///
/// @param level the highest level that held
/// @param asked the level that was asked for
public record Proof(
        int format,
        SetId set,
        Instant at,
        Verdict verdict,
        ProofLevel level,
        ProofLevel asked,
        List<Check> checks,
        String run,
        String who,
        String upkeep,
        double seconds) {
    public Proof {
        checks = List.copyOf(checks);
    }

    public enum Verdict {
        PROVEN,
        /// Something was found wrong: every earlier proof is withdrawn.
        BROKEN,
        /// It cannot be told here (an extension is missing); says nothing for or against the set.
        NOT_PROVABLE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param name what was looked at
    /// @param detail what was found, with numbers
    public record Check(String name, Verdict verdict, String detail) {}
}
