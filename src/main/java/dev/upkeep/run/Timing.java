package dev.upkeep.run;

import dev.upkeep.base.time.Pause;
import java.time.InstantSource;

/// Time, as runs need it.
///
/// @param waiting for a claim, or to see whether a silent owner lives
/// @param heartbeat between two signs of life, on a thread of its own
public record Timing(InstantSource clock, Pause waiting, Pause heartbeat) {
    public static Timing real(InstantSource clock) {
        return new Timing(clock, Pause.real(), Pause.real());
    }
}
