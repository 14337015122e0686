package dev.upkeep.operations.sets;

import java.time.Instant;
import java.util.List;

/// How long it took to bring a set back, kept in the store for as long as the store lives: the next one is predicted
/// from it, and it is the evidence that the way back was tried.
///
/// @param seconds until the first write was committed; what is compared afterwards is not in it
/// @param predicted the same number as it was said before; 0 when nothing could be said
/// @param databaseBytes plain bytes of all rows
/// @param fileBytes plain bytes of all files
/// @param gap the longest time without a set in the week before, in seconds: what could have been lost
/// @param host of this machine
public record Drill(
        int format,
        SetId set,
        Instant at,
        double seconds,
        double predicted,
        List<Phase> phases,
        long databaseBytes,
        long fileBytes,
        long files,
        long gap,
        String run,
        String who,
        String host,
        String upkeep) {
    public Drill {
        phases = List.copyOf(phases);
    }

    /// @param name of [DrillPhase]
    public record Phase(String name, double seconds) {}
}
