package dev.upkeep.operations.retention;

import java.util.List;

/// @param condemned sets that this run moved to the trash
/// @param deleted sets that were deleted for good, as `app/set`
/// @param freedBytes of deleted objects
public record PruneState(
        String app, List<Verdict> verdicts, List<String> condemned, List<String> deleted, long freedBytes) {
    public PruneState {
        verdicts = List.copyOf(verdicts);
        condemned = List.copyOf(condemned);
        deleted = List.copyOf(deleted);
    }

    public static PruneState of(String app) {
        return new PruneState(app, List.of(), List.of(), List.of(), 0);
    }
}
