package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Ways to begin and end sessions that belong to one moment.
final class Sessions {
    private Sessions() {}

    /// Statements from now on form one read-only transaction that sees one moment.
    static void beginRepeatableRead(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
    }

    /// Ends a session that only read, whatever it is doing; the server forgets its transaction.
    static void abandon(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            // It only read, and the server ends the session of a lost connection by itself.
        }
    }
}
