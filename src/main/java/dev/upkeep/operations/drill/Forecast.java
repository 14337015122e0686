package dev.upkeep.operations.drill;

import dev.upkeep.operations.sets.Drill;
import dev.upkeep.operations.sets.Drill.Phase;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Predicts how long the next recovery takes. Each phase of the last drills is scaled by the work that it had to do,
/// and
/// the median counts, so that one drill on a busy machine does not. Drills of other machines say nothing about this
/// one.
record Forecast(List<Drill> drills) {
    private static final int LAST = 5;
    /// What one file costs beside its bytes, as bytes: small ones take about 0.5 ms here, where 100 MB take a second.
    private static final double PER_FILE = 50_000;
    /// A phase has work to do also with nothing to restore.
    private static final double LEAST = 1_000_000;

    /// @param host of this machine
    /// @param drills of an app, oldest first
    static Forecast of(List<Drill> drills, String host) {
        var here = drills.stream().filter(drill -> drill.host().equals(host)).toList();
        return new Forecast(here.subList(Math.max(0, here.size() - LAST), here.size()));
    }

    /// @return seconds until the first write; empty before the first drill
    OptionalDouble seconds(DrillState.Sizes sizes) {
        return median(drills.stream().map(drill -> scaled(drill, sizes)).toList());
    }

    private static double scaled(Drill drill, DrillState.Sizes next) {
        var last = new DrillState.Sizes(drill.databaseBytes(), drill.fileBytes(), drill.files());
        return drill.phases().stream()
                .mapToDouble(phase -> phase.seconds() * growth(phase, last, next))
                .sum();
    }

    private static double growth(Phase phase, DrillState.Sizes last, DrillState.Sizes next) {
        if (phase.name().equals(DrillPhase.DATABASE.word())) {
            return ratio(last, next, DrillState.Sizes::database);
        }
        if (phase.name().equals(DrillPhase.FILES.word())) {
            return ratio(last, next, sizes -> sizes.files() + PER_FILE * sizes.count());
        }
        return phase.name().equals(DrillPhase.COMPARISON.word()) ? 0 : 1;
    }

    private static double ratio(DrillState.Sizes last, DrillState.Sizes next, ToDoubleFunction<DrillState.Sizes> work) {
        return (work.applyAsDouble(next) + LEAST) / (work.applyAsDouble(last) + LEAST);
    }

    private static OptionalDouble median(List<Double> numbers) {
        var sorted = numbers.stream().sorted().toList();
        var middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
