package dev.upkeep.run;

/// The right to perform a run: whoever holds its newest epoch. Whoever holds an older one is fenced off: the journal
/// takes no word of it.
public record Lease(RunId run, long epoch) {}
