package dev.upkeep.drivers.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Schemas of restored tables inside of one live database, beside its own. Nothing that is live is changed. May be used
/// from several threads.
public interface SideTables {
    /// As people know the live database.
    String address();

    boolean exists(String schema);

    /// Tells this schema from any other that had or will have its name; stays the same when it is renamed.
    Optional<String> identity(String schema);

    /// Why rows of such a database can't be read here, one sentence each; empty when they can.
    List<String> obstacles(DatabaseDescription description);

    /// Makes the schema with the chosen tables, empty and without indexes and keys. Only the admin may use it.
    ///
    /// @param scratch a database that holds what comes before the rows, and no rows; it is changed, and not needed
    ///     afterwards
    /// @param definitions the part `definitions.dump`; the folder that it is in takes more files
    /// @param schema must not exist; `[a-z0-9_]`, from the run, so that [#drop] finds it
    SideSchema make(String scratch, Path definitions, SideChoice choice, String schema);

    /// Gives a complete schema its name, and says in its comment what it is. All or nothing.
    void rename(String from, String to, String comment);

    /// Ends the sessions that are at work in a schema which [#make] made, and drops it, whole or half; nothing happens
    /// when there is none.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException REFUSED when it is not ours, or already complete
    void drop(String schema);
}
