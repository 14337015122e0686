package dev.upkeep.operations.backup;

import dev.upkeep.base.time.Pause;
import java.time.InstantSource;

/// What a backup needs of the machine and of this program.
///
/// @param workers how much is read at once
/// @param version of Upkeep
public record Surroundings(InstantSource clock, Pause pause, int workers, String version) {
    private static final int FEWEST = 2;
    private static final int MOST = 4;

    public Surroundings {
        if (workers < 1) {
            throw new IllegalArgumentException("nobody would work: " + workers);
        }
    }

    /// As many workers as cores, but never so many that a live database feels it.
    public static Surroundings of(InstantSource clock, Pause pause, String version) {
        var cores = Runtime.getRuntime().availableProcessors();
        return new Surroundings(clock, pause, Math.clamp(cores, FEWEST, MOST), version);
    }
}
