package dev.upkeep.base.time;

import java.time.Clock;
import java.time.InstantSource;

/// The machine's clock, in UTC.
public final class SystemClock {
    private SystemClock() {}

    public static InstantSource utc() {
        return Clock.systemUTC();
    }
}
