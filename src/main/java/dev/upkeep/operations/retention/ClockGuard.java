package dev.upkeep.operations.retention;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;
import java.time.Instant;

/// Refuses to remove anything when the clock cannot be right.
///
/// @param now by this machine's clock
/// @param storeNow by the store's clock
/// @param newest the latest moment that the store knows of: of a set, or of anything that was written into it
///     before
public record ClockGuard(Instant now, Instant storeNow, Instant newest) {
    static final Duration TOLERANCE = Duration.ofMinutes(10);
    static final Duration SILENCE = Duration.ofDays(45);

    /// @throws UpkeepException REFUSED
    public void check() {
        if (Duration.between(now, storeNow).abs().compareTo(TOLERANCE) > 0) {
            throw refused("the clocks differ: this machine says " + now + ", the store says " + storeNow);
        }
        if (newest.isAfter(now.plus(TOLERANCE))) {
            throw refused("the clock went back: it says " + now + ", but something in the store is of " + newest);
        }
        if (Duration.between(newest, now).compareTo(SILENCE) > 0) {
            throw refused(
                    "the clock may have jumped: it says " + now + ", but nothing in the store is newer than " + newest);
        }
    }

    private static UpkeepException refused(String what) {
        return new UpkeepException(
                Kind.REFUSED,
                "nothing is pruned: " + what,
                "Set the clock right (timedatectl). If it is right, take a new set first: upkeep backup APP");
    }
}
