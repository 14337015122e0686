package dev.upkeep.operations.drill;

/// Where a drill is done, for its record.
///
/// @param host name of this machine
/// @param version of Upkeep
public record DrillOrigin(String host, String version) {}
