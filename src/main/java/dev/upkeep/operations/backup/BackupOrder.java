package dev.upkeep.operations.backup;

/// What the operator asked for.
///
/// @param note kept with the set, or empty
/// @param hold whether prune must leave the set alone
/// @param who for the log and the manifest: account and face
public record BackupOrder(String note, boolean hold, String who) {}
