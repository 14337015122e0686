package dev.upkeep.operations.drill;

import dev.upkeep.operations.sets.Drill.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far a drill is.
///
/// @param set whole id
/// @param begun by Upkeep's clock
/// @param gap the longest without a set, see [Gaps], in seconds
/// @param predicted seconds, 0 when nothing could be said
/// @param phases what was done, in order, with its time
record DrillState(
        String app,
        String set,
        String who,
        Instant begun,
        long gap,
        double predicted,
        Sizes sizes,
        List<Phase> phases) {
    /// @param database plain bytes of all rows
    /// @param files plain bytes of all files
    /// @param count of files
    record Sizes(long database, long files, long count) {}

    DrillState {
        phases = List.copyOf(phases);
    }

    static DrillState of(String app, String set, String who, Instant begun, long gap, double predicted, Sizes sizes) {
        return new DrillState(app, set, who, begun, gap, predicted, sizes, List.of());
    }

    DrillState with(Phase phase) {
        var more = new ArrayList<>(phases);
        more.add(phase);
        return new DrillState(app, set, who, begun, gap, predicted, sizes, more);
    }

    /// Until the first write was committed: what is compared afterwards is proof, not recovery.
    double seconds() {
        return phases.stream()
                .filter(phase -> !phase.name().equals(DrillPhase.COMPARISON.word()))
                .mapToDouble(Phase::seconds)
                .sum();
    }
}
