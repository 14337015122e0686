package dev.upkeep.operations.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How much work could have been lost: the longest time without a set that can be restored. A set that was taken an
/// hour
/// ago says nothing about the six days before it.
final class Gaps {
    /// So far back sets are looked at; the gap that began before it counts whole.
    static final Duration WEEK = Duration.ofDays(7);

    private Gaps() {}

    /// @param taken the moments of the sets that can be restored, oldest first, at least one
    /// @return not negative; a set from the future leaves no gap
    static Duration longest(List<Instant> taken, Instant now) {
        var longest = Duration.ZERO;
        for (var i = 0; i < taken.size(); i++) {
            var end = i + 1 < taken.size() ? taken.get(i + 1) : now;
            var gap = Duration.between(taken.get(i), end);
            if (end.isAfter(now.minus(WEEK)) && gap.compareTo(longest) > 0) {
                longest = gap;
            }
        }
        return longest;
    }
}
