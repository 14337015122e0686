package dev.upkeep.operations.sets;

import java.time.Instant;

/// The operator keeps a set, whatever the retention says.
public record Hold(int format, Instant at, String who, String why) {}
