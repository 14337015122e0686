package dev.upkeep.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run in one line.
///
/// @param ended null while it has not ended
/// @param took until its end, or until now
public record RunSummary(
        RunId id,
        String verb,
        String app,
        String who,
        Instant started,
        @Nullable Instant ended,
        Duration took,
        Condition condition) {
    public enum Condition {
        RUNNING("running"),
        /// Its process is gone or silent; the next command takes it up.
        INTERRUPTED("interrupted"),
        DONE("done"),
        ROLLED_BACK("rolled_back"),
        STUCK("stuck");

        private final String word;

        Condition(String word) {
            this.word = word;
        }

        /// The word in `--json`.
        public String word() {
            return word;
        }
    }
}
