package dev.upkeep.operations.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.upkeep.operations.drill.DrillState.Sizes;
import dev.upkeep.operations.sets.Drill;
import dev.upkeep.operations.sets.Drill.Phase;
import dev.upkeep.operations.sets.SetId;
import dev.upkeep.testkit.SetInStore;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ForecastTest {
    private static final Sizes SMALL = new Sizes(100_000_000, 50_000_000, 1_000);
    private static final Offset<Double> NEARLY = within(0.2);

    @Test
    void nothingIsSaidBeforeTheFirstDrill() {
        assertThat(Forecast.of(List.of(), "here").seconds(SMALL)).isEmpty();
        assertThat(Forecast.of(List.of(drill("elsewhere", SMALL, 1)), "here").seconds(SMALL))
                .as("another machine is faster or slower")
                .isEmpty();
    }

    @Test
    void eachPhaseGrowsWithItsOwnWork() {
        var forecast = Forecast.of(List.of(drill("here", SMALL, 1)), "here");

        assertThat(forecast.seconds(SMALL).orElseThrow()).isCloseTo(1 + 4 + 10, NEARLY);
        assertThat(forecast.seconds(new Sizes(200_000_000, 50_000_000, 1_000)).orElseThrow())
                .as("twice the rows")
                .isCloseTo(1 + 4 + 20, NEARLY);
        assertThat(forecast.seconds(new Sizes(100_000_000, 100_000_000, 2_000)).orElseThrow())
                .as("twice the files")
                .isCloseTo(1 + 8 + 10, NEARLY);
        assertThat(forecast.seconds(new Sizes(0, 0, 0)).orElseThrow())
                .as("the server has to be started all the same")
                .isCloseTo(1, NEARLY);
    }

    @Test
    void oneDrillOnABusyMachineDoesNotCount() {
        var usual = drill("here", SMALL, 1);
        var drills = List.of(drill("here", SMALL, 100), usual, usual, drill("here", SMALL, 9), usual, usual);

        assertThat(Forecast.of(drills, "here").seconds(SMALL).orElseThrow()).isCloseTo(15, NEARLY);
    }

    private static Drill drill(String host, Sizes sizes, double slower) {
        var phases = List.of(
                new Phase("server", slower),
                new Phase("files", 4 * slower),
                new Phase("database", 10 * slower),
                new Phase("comparison", 100));
        return new Drill(
                1,
                SetId.parse(SetInStore.id()),
                SetInStore.NOW,
                15 * slower,
                0,
                phases,
                sizes.database(),
                sizes.files(),
                sizes.count(),
                60,
                "1-a",
                "tester",
                host,
                "1.0");
    }
}
