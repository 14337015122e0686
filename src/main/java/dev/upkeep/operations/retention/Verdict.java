package dev.upkeep.operations.retention;

/// What happens to a set.
///
/// @param why in an operator's words, for example `daily 2026-11-20`
public record Verdict(String id, boolean keep, String why) {}
