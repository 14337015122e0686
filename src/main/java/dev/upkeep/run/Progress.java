package dev.upkeep.run;

/// How far a step's long work is.
///
/// @param done of `total`, both in `unit`; total is -1 when unknown
public record Progress(String what, long done, long total, RunContext.Unit unit) {}
