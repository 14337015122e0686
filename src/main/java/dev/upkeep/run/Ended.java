package dev.upkeep.run;

/// A run that has ended.
///
/// @param state the last one that a step ended with, also when it was taken back
public record Ended<S>(RunId run, Outcome outcome, S state) {}
