package dev.upkeep.operations.changes;

/// What is compared. What was found is only told, never kept.
///
/// @param set its whole id
record ChangesState(String app, String set) {}
