package dev.upkeep.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What was promised for the day when everything is lost: `objectives`.
///
/// @param rto recovery time objective: how long until the app can be written to again; null when nothing is promised
/// @param rpo recovery point objective: how old the newest set may be; null when nothing is promised
public record ObjectivesSettings(
        @Nullable Duration rto, @Nullable Duration rpo) {
    public static final ObjectivesSettings NONE = new ObjectivesSettings(null, null);
}
