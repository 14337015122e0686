package dev.upkeep.drivers.database;

import java.util.List;

/// Looks at a live database and its accounts before there is something to do, and changes nothing. All methods
/// throw [UpkeepException] when the account can't get in.
public interface Examination {
    /// As people know it.
    String address();

    /// As the backup user.
    Overview overview();

    /// What the backup user and this machine lack for a backup.
    List<Shortcoming> toBackUp();

    /// What the admin and this machine lack for a restore beside the live database.
    List<Shortcoming> toRestore();

    /// @param bytes on disk
    /// @param outline without roles, settings and rights: enough to ask whether a server can take such a one
    record Overview(long bytes, DatabaseDescription outline) {}
}
