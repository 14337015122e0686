package dev.upkeep.operations.restore;

import java.util.List;

/// How far a restore of files is.
///
/// @param paths what to restore, each `GROUP` or `GROUP/PATH`; empty is everything
/// @param folder absolute; where they go
/// @param inode of the complete folder, which it keeps when it gets its place; 0 until then
record FilesState(String app, String set, List<String> paths, String folder, long inode) {
    FilesState {
        paths = List.copyOf(paths);
    }

    static FilesState of(String app, String set, List<String> paths, String folder) {
        return new FilesState(app, set, paths, folder, 0);
    }

    FilesState complete(long made) {
        return new FilesState(app, set, paths, folder, made);
    }
}
