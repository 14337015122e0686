package dev.upkeep.drivers.database;

import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;
import java.util.Set;

/// One live database, as its configured users see it.
public interface Database {
    /// As people know it, for example `postgres database "vms" at localhost:5432`.
    String address();

    Set<Feature> features();

    /// Opens one moment of the database. Locks every table that is copied in ACCESS SHARE mode until the snapshot
    /// is
    /// closed.
    ///
    /// @param workers how many pieces may be read at once, each on its own connection
    /// @param lockWait how long to wait for a table's lock before giving up
    /// @throws UpkeepException UNREACHABLE, MISSING (a right, with the GRANT), FAILED
    Snapshot snapshot(int workers, Duration lockWait);

    /// The server that this database lives in, as the admin user, for restores beside it.
    Server server();

    /// What this make or version can do.
    enum Feature {
        PIECES,
        LARGE_OBJECTS
    }
}
