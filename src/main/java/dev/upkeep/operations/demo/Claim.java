package dev.upkeep.operations.demo;

import java.time.Duration;

/// One promise of the demo and what the world said to it.
///
/// @param promise for example `a changed byte in the store is found`
/// @param seen the numbers that show it, or why it did not hold
public record Claim(String promise, boolean held, Duration took, String seen) {}
