package dev.upkeep.drivers.files;

import java.time.Instant;

/// What a file is besides its content.
///
/// @param mode the permission bits with setuid, setgid and sticky: 0 to 07777
/// @param uid as an unsigned number of 32 bits
/// @param gid likewise
/// @param owner the user's name, or its number as text when it has none
/// @param group the group's name, or its number as text when it has none
/// @param modified to the nanosecond, where the file system keeps it so
public record Attributes(int mode, long uid, long gid, String owner, String group, Instant modified) {
    public Attributes {
        if (mode < 0 || mode > 07777) {
            throw new IllegalArgumentException("not permission bits: " + Integer.toOctalString(mode));
        }
    }
}
