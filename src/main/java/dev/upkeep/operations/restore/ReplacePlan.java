package dev.upkeep.operations.restore;

import dev.upkeep.drivers.database.LiveDatabases.Space;
import dev.upkeep.operations.sets.Manifest;
import java.util.List;
import java.util.Optional;

/// What replacing the live database with a set would do.
///
/// @param kept name of the old database afterwards; a run puts its own moment into it
/// @param inTheWay why it would be refused now, one sentence each
/// @param steps in an operator's words, in order
/// @param losses rows written since the set, and rows that come back; empty when nobody looked
public record ReplacePlan(
        Manifest set,
        String database,
        String kept,
        Space space,
        List<String> inTheWay,
        List<String> steps,
        Optional<List<Loss>> losses) {
    public ReplacePlan {
        inTheWay = List.copyOf(inTheWay);
        steps = List.copyOf(steps);
        losses = losses.map(List::copyOf);
    }

    /// @param onlyLive rows of a table that are in the live database and not in the set: they go
    /// @param onlySet rows that are in the set only: they come back
    public record Loss(String table, long onlyLive, long onlySet) {}

    /// Looks what is lost; somebody who can compare a set with the live database.
    @FunctionalInterface
    public interface Losses {
        /// @return nothing when it can't be known
        Optional<List<Loss>> of(Manifest set);
    }
}
