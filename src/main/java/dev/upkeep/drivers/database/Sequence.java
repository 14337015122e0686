package dev.upkeep.drivers.database;

/// A sequence's exact state.
///
/// @param sqlName quoted for SQL, with schema
public record Sequence(String sqlName, long lastValue, boolean called) {}
