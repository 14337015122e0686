package dev.upkeep.app;

import java.time.Duration;

/// Which sets are kept: `backup.keep`.
///
/// @param last how many of the newest
/// @param daily how many days keep their last set; `weekly` and `monthly` likewise
/// @param level of proof from which a set counts: `L0` to `L5`
/// @param grace how long what nobody needs stays before it is deleted
public record RetentionSettings(int last, int daily, int weekly, int monthly, String level, Duration grace) {
    public static final RetentionSettings DEFAULT = new RetentionSettings(7, 30, 0, 12, "L5", Duration.ofHours(24));

    public RetentionSettings {
        if (last < 0 || daily < 0 || weekly < 0 || monthly < 0 || last + daily + weekly + monthly == 0) {
            throw new IllegalArgumentException("a retention keeps at least one set");
        }
        if (!level.matches("L[0-5]") || grace.isNegative()) {
            throw new IllegalArgumentException("not a retention: level %s, grace %s".formatted(level, grace));
        }
    }
}
