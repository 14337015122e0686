package dev.upkeep.drivers.database;

import java.util.List;
import java.util.Optional;

/// A database server into which a set can be restored.
public interface Server extends AutoCloseable {
    String address();

    boolean exists(String database);

    /// Tells this database from any other that had or will have its name here; stays the same when it is renamed. Empty
    /// when there is none of that name.
    Optional<String> identity(String database);

    /// Why a database like this can't be made here (extension, locale, version missing), one sentence each with
    /// what to
    /// install; empty when it can.
    List<String> obstacles(DatabaseDescription description);

    /// Makes missing roles (without passwords) and an empty database from the make's empty template with the
    /// recorded
    /// encoding and locale. Nobody but the admin can connect to it before [NewDatabase#settle].
    ///
    /// @param name must not exist
    NewDatabase create(String name, DatabaseDescription description);

    /// Renames a finished database; fails when the new name exists.
    void rename(String from, String to);

    /// Ends the sessions of a database and drops it; nothing happens when it does not exist.
    void drop(String database);

    @Override
    void close();
}
