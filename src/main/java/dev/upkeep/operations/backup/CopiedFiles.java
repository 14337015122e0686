package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.ObjectRef;

/// What a backup knows of the files once they are copied.
///
/// @param list `files.list`
/// @param files regular ones, hard links not counted twice
public record CopiedFiles(ObjectRef list, long files) {}
