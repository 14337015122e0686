package dev.upkeep;

import dev.upkeep.base.time.SystemClock;
import java.util.Optional;

/// The program's start.
public final class Upkeep {
    private Upkeep() {}

    public static void main(String[] arguments) {
        System.exit(new Assembly(SystemClock.utc())
                .commandLine(System.out, System.err)
                .run(arguments));
    }

    /// As written in the jar.
    static String version() {
        return Optional.ofNullable(Upkeep.class.getPackage().getImplementationVersion())
                .orElse("0.1.0-SNAPSHOT");
    }
}
