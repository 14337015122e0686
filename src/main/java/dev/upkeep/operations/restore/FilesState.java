package dev.upkeep.operations.restore;

import java.util.List;

/// How far a restore of files is.
///
/// @param paths what to restore, each `GROUP` or `GROUP/PATH`; empty is everything
/// @param folder absolute; where they go
record FilesState(String app, String set, List<String> paths, String folder) {
    FilesState {
        paths = List.copyOf(paths);
    }
}
