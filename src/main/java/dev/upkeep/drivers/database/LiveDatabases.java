package dev.upkeep.drivers.database;

import dev.upkeep.base.problem.UpkeepException;
import java.util.List;
import java.util.OptionalLong;

/// What is done to databases that people work in, so that another one can take the place of one of them. Asked and done
/// on sessions that are in neither of them. May be used from several threads; all methods throw [UpkeepException] when
/// the server does not answer.
public interface LiveDatabases {
    /// What the admin lacks to replace that database, one sentence each with what gives it.
    List<String> missingRights(String database);

    /// What hangs on this very database, not on its name, and would be lost or left at the old one: prepared
    /// transactions, logical replication slots, subscriptions. One sentence each with what to do.
    List<String> bound(String database);

    Space space(String database);

    /// @param used by that database on disk, in bytes; 0 when there is none of that name
    /// @param free where the server keeps its databases, in bytes; empty when it does not tell
    record Space(long used, OptionalLong free) {}

    /// Whether people may connect to it; false when there is none of that name.
    boolean isOpen(String database);

    /// Lets nobody in any more, then ends the sessions that are in it; nobody is in it when this returns.
    ///
    /// @throws UpkeepException NOT_FOUND when there is none; FAILED when a session does not end
    void close(String database);

    /// @throws UpkeepException NOT_FOUND when there is none
    void open(String database);

    /// Renames both at one moment: `live` becomes `kept`, and `next` becomes `live`. Either both or none. Ends the
    /// sessions in both.
    ///
    /// @throws UpkeepException REFUSED when `kept` exists, NOT_FOUND when one of the others does not, FAILED when
    ///     somebody works in one of them and does not leave it
    void swap(String live, String kept, String next);

    /// One moment of a database that is there.
    Snapshot snapshot(String database, int workers);

    /// The command, for a shell, that drops a database for good.
    String toRemove(String database);

    /// The command, for a shell, that lets people into a closed database.
    String toOpen(String database);

    /// The command, for a shell, that puts a kept database back into its place.
    ///
    /// @param aside the name that the one which is live until then gets
    String toPutBack(String live, String kept, String aside);
}
