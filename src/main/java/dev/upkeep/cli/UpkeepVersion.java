package dev.upkeep.cli;

import java.util.Optional;

/// The version that is written in the jar.
public final class UpkeepVersion {
    public static final String VALUE = Optional.ofNullable(
                    UpkeepVersion.class.getPackage().getImplementationVersion())
            .orElse("0.1.0-SNAPSHOT");

    private UpkeepVersion() {}
}
