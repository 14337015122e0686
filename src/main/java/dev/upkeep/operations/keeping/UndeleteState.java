package dev.upkeep.operations.keeping;

import dev.upkeep.operations.sets.Trash;

/// @param condemned why it was removed, to remove it again when this is taken back
record UndeleteState(String app, String set, Trash.Condemned condemned) {}
