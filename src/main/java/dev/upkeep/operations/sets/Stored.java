package dev.upkeep.operations.sets;

/// A content that is in the store, or will be when the set is published.
///
/// @param isNew whether this set adds it
public record Stored(ObjectRef object, boolean isNew) {}
