package dev.upkeep.operations.restore;

import dev.upkeep.drivers.database.LiveDatabases.Space;
import dev.upkeep.operations.sets.Manifest;
import java.util.List;

/// What replacing the live database with a set would do.
///
/// @param kept name of the old database afterwards; a run puts its own moment into it
/// @param inTheWay why it would be refused now, one sentence each
/// @param steps in an operator's words, in order
/// @param losses rows written since the set, and rows that come back
public record ReplacePlan(
        Manifest set,
        String database,
        String kept,
        Space space,
        List<String> inTheWay,
        List<String> steps,
        Losses losses) {
    public ReplacePlan {
        inTheWay = List.copyOf(inTheWay);
        steps = List.copyOf(steps);
    }

    /// @param onlyLive rows of a table that are in the live database and not in the set: they go
    /// @param onlySet rows that are in the set only: they come back
    /// @param exact otherwise both are "at least"
    /// @param remark what a person must know to read the numbers, or empty
    public record Loss(String table, long onlyLive, long onlySet, boolean exact, String remark) {}

    /// @param tables those that differ, the worst first
    /// @param unknown why they could not be counted, or empty
    public record Losses(List<Loss> tables, String unknown) {
        public Losses {
            tables = List.copyOf(tables);
        }
    }

    /// Counts what is lost; somebody who can compare a set with the live database. A live database that cannot be read
    /// must not keep anybody from replacing it: then the losses are unknown, with the reason.
    @FunctionalInterface
    public interface LossCount {
        Losses since(Manifest set);
    }
}
