package dev.upkeep.operations.retention;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void anOrdinaryNightIsFine() {
        assertThatCode(() -> new ClockGuard(NOW, NOW.plusSeconds(3), NOW.minus(Duration.ofHours(20))).check())
                .doesNotThrowAnyException();
    }

    @Test
    void aClockThatWentBackStopsEverything() {
        assertThatThrownBy(() -> new ClockGuard(NOW, NOW, NOW.plus(Duration.ofDays(1))).check())
                .hasMessage("nothing is pruned: the clock went back: it says 2026-11-21T08:00:00Z, but something in"
                        + " the store is of 2026-11-22T08:00:00Z");
    }

    @Test
    void aClockThatJumpedAheadStopsEverything() {
        assertThatThrownBy(() -> new ClockGuard(NOW, NOW, NOW.minus(Duration.ofDays(365))).check())
                .hasMessageStartingWith("nothing is pruned: the clock may have jumped");
    }

    @Test
    void aStoreWithAnotherClockStopsEverything() {
        assertThatThrownBy(() -> new ClockGuard(NOW, NOW.plus(Duration.ofHours(1)), NOW).check())
                .hasMessageStartingWith("nothing is pruned: the clocks differ");
    }
}
