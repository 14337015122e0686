package dev.upkeep.operations.inplace;

import java.nio.file.Path;

/// Where a group of files lives.
///
/// @param folder real and absolute; of a single file the folder that it is in
/// @param missing whether the folder is not there and the run makes it
public record Place(String group, String folder, boolean missing) {
    Path path() {
        return Path.of(folder);
    }
}
