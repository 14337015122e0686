package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// What reading depends on.
///
/// @param encoding that rows are read in: UTF8; the bytes as they are when the database does not know its encoding
record Facts(int major, String encoding) {
    static Facts of(Connection connection) throws SQLException {
        var stored = Rows.one(connection, "SELECT current_setting('server_encoding')", row -> row.getString(1));
        return new Facts(
                connection.getMetaData().getDatabaseMajorVersion(), stored.equals("SQL_ASCII") ? stored : "UTF8");
    }

    /// Until [#readRows]: bytes of an unknown encoding need not be UTF-8, but each is a letter of LATIN1; none is lost.
    void readNames(Connection connection) throws SQLException {
        var anyBytes = encoding.equals("SQL_ASCII");
        Rows.execute(connection, "SET client_encoding = '%s'".formatted(anyBytes ? "LATIN1" : "UTF8"));
    }

    static void readRows(Connection connection) throws SQLException {
        Rows.execute(connection, "SET client_encoding = 'UTF8'");
    }
}
