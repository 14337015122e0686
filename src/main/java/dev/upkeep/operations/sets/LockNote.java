package dev.upkeep.operations.sets;

import java.time.Instant;

/// A lock as it lies in the store.
///
/// @param taken by the owner's clock; whether it is stale is told by the store's
record LockNote(int format, LockKind kind, String run, String app, LockOwner owner, Instant taken, Instant refreshed) {}
