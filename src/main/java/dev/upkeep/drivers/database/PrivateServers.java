package dev.upkeep.drivers.database;

import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Starts servers of our own from the machine's binaries, for proofs and drills. A server is found again by its name,
/// so
/// that what a dead run left behind can be removed.
public interface PrivateServers {
    /// Why none can be started here, with what to install; empty when it can.
    ///
    /// @param serverVersion of the server that the data comes from, as in [DatabaseDescription#serverVersion]
    List<String> obstacles(String serverVersion);

    /// Makes and starts a private server of the same major version, else of the nearest newer one.
    ///
    /// @param name of `[a-z0-9-]`, from the run
    /// @throws UpkeepException MISSING when the binaries are not there, CLASH when a server of that name exists
    PrivateServer start(String name, String serverVersion, Writing writing);

    /// A server whose data may be lost with the machine's power: what it holds is compared and thrown away.
    default PrivateServer start(String name, String serverVersion) {
        return start(name, serverVersion, Writing.FAST);
    }

    /// How a server writes.
    enum Writing {
        /// Nothing is forced to disk.
        FAST,
        /// As a server that people rely on: for taking the time.
        SAFE
    }

    /// Where the servers' folders are made; empty when they are in no folder.
    Optional<Path> place();

    /// Servers of this account that are here, also those that dead processes left behind.
    ///
    /// @param beginning of their names
    List<String> names(String beginning);

    /// Stops the server of that name, also one left behind, and removes its folder; nothing happens when there is none.
    ///
    /// @throws UpkeepException REFUSED when what has that name was not made by us
    void remove(String name);
}
