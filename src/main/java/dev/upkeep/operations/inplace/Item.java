package dev.upkeep.operations.inplace;

import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.TreeEntries;
import java.util.Optional;

/// A file, folder or link of a set.
///
/// @param line a hard link stands as a file with the content of its first name
/// @param first that name, when it is chosen too
record Item(FileEntry line, Optional<TreeName> first) {
    static Item of(FileEntry line) {
        return new Item(line, Optional.empty());
    }

    String group() {
        return line.group();
    }

    TreeEntry entry() {
        return switch (line) {
            case FileEntry.Regular file -> TreeEntries.entry(file);
            case FileEntry.Folder folder -> TreeEntries.entry(folder);
            case FileEntry.Link link -> TreeEntries.entry(link);
            case FileEntry.HardLink other -> throw notOne(other);
            case FileEntry.Group other -> throw notOne(other);
            case FileEntry.Skipped other -> throw notOne(other);
        };
    }

    private static IllegalStateException notOne(FileEntry line) {
        return new IllegalStateException("is put nowhere: " + line);
    }

    TreeName name() {
        return entry().name();
    }

    /// How much a disk needs for it.
    long bytes() {
        return line instanceof FileEntry.Regular file ? (file.holes() ? file.storedLength() : file.size()) : 0;
    }

    /// For people: `uploads/2026/a.jpg`.
    String shown() {
        return name().isRoot() ? group() : group() + "/" + name();
    }
}
