package dev.upkeep.drivers.database;

import dev.upkeep.base.problem.UpkeepException;
import java.util.List;

/// Starts servers of our own from the machine's binaries, for proofs and drills. A server is found again by its
/// name,
/// so
/// that what a dead run left behind can be removed.
public interface PrivateServers {
    /// Why none can be started here, with what to install; empty when it can.
    List<String> obstacles();

    /// Makes and starts a private server.
    ///
    /// @param name of `[a-z0-9-]`, from the run
    /// @throws UpkeepException MISSING when the binaries are not there
    Server start(String name);

    /// Stops the server of that name, also one left behind, and removes its folder; nothing happens when there is
    /// none.
    void remove(String name);
}
