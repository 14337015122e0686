package dev.upkeep.base.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What somebody probably meant.
public final class Suggestion {
    private Suggestion() {}

    /// The candidate that a few slips of the hand make of the word: one per three letters, two in a short word.
    public static Optional<String> near(String word, Collection<String> candidates) {
        var plain = word.toLowerCase(Locale.ROOT);
        var most = Math.max(2, plain.length() / 3);
        return candidates.stream()
                .filter(candidate -> slips(plain, candidate) <= Math.min(most, candidate.length() - 1))
                .min(Comparator.comparingInt((String candidate) -> slips(plain, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// Letters lost, added, changed or swapped with their neighbour.
    private static int slips(String from, String to) {
        if (from.length() > 100) {
            return Integer.MAX_VALUE;
        }
        var cost = new int[from.length() + 1][to.length() + 1];
        for (var i = 0; i <= from.length(); i++) {
            for (var j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        var same = from.charAt(i - 1) == to.charAt(j - 1);
        var least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
        var swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
