package dev.upkeep.operations.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GapsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private static Instant before(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    @Test
    void aFreshSetDoesNotHideTheDaysBeforeIt() {
        assertThat(Gaps.longest(List.of(before(71), before(1)), NOW)).isEqualTo(Duration.ofHours(70));
        assertThat(Gaps.longest(List.of(before(49), before(25), before(1)), NOW))
                .isEqualTo(Duration.ofHours(24));
        assertThat(Gaps.longest(List.of(before(30)), NOW)).isEqualTo(Duration.ofHours(30));
    }

    @Test
    void whatWasMoreThanAWeekAgoIsOver() {
        var week = (int) Gaps.WEEK.toHours();

        assertThat(Gaps.longest(List.of(before(week + 900), before(week + 1), before(week - 20), before(1)), NOW))
                .as("from the last of the week before until now, in steps of 21 h and 147 h")
                .isEqualTo(Duration.ofHours(week - 21));
        assertThat(Gaps.longest(List.of(before(week + 900), before(2)), NOW))
                .as("a gap that reaches into the week counts whole")
                .isEqualTo(Duration.ofHours(week + 898));
    }

    @Test
    void aSetFromTheFutureLeavesNoGap() {
        assertThat(Gaps.longest(List.of(NOW.plusSeconds(60)), NOW)).isZero();
    }
}
