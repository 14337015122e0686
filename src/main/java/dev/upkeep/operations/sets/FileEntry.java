package dev.upkeep.operations.sets;

import dev.upkeep.base.text.RawName;
import java.time.Instant;

/// A line of `files.list`. Paths are relative to the group's folder, with `/` between parts; the group's own
/// folder has the empty path.
public sealed interface FileEntry {
    /// The name of the entry in `files:` of upkeep.yml.
    String group();

    /// Says where the group lay; everything of the group follows.
    record Group(String group, RawName location) implements FileEntry {}

    /// @param holes whether the file had holes; it is restored with them
    /// @param settled false when it changed each time it was read
    record Regular(
            String group,
            RawName path,
            Attributes attributes,
            long size,
            String sha256,
            long storedLength,
            Stamp stamp,
            boolean holes,
            boolean settled)
            implements FileEntry {
        public ObjectRef object() {
            return new ObjectRef(sha256, size, storedLength);
        }
    }

    record Folder(String group, RawName path, Attributes attributes) implements FileEntry {}

    record Link(String group, RawName path, Attributes attributes, RawName target) implements FileEntry {}

    /// Another name of a regular file that came before.
    record HardLink(String group, RawName path, RawName firstPath) implements FileEntry {}

    /// Knowingly not kept: sockets, pipes, devices, what could not be read.
    record Skipped(String group, RawName path, String why) implements FileEntry {}

    /// @param mode the twelve permission bits
    /// @param user the owner's name, or empty when the number has none
    record Attributes(int mode, long uid, long gid, RawName user, RawName groupName, Instant modified) {
        public Attributes {
            if ((mode & ~07777) != 0) {
                throw new IllegalArgumentException("not permission bits: " + Integer.toOctalString(mode));
            }
        }
    }

    /// Tells the next backup that a file was not touched.
    record Stamp(Instant changed, long device, long inode) {}
}
