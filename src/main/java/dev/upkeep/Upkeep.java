package dev.upkeep;

import dev.upkeep.base.time.SystemClock;

/// The program's start.
public final class Upkeep {
    private Upkeep() {}

    public static void main(String[] arguments) {
        System.exit(new Assembly(SystemClock.utc())
                .commandLine(System.out, System.err)
                .run(arguments));
    }
}
