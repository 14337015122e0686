package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// A snapshot that other sessions may import while the exporting transaction is open.
record Export(String id, Instant at) {
    static Export of(Connection connection) throws SQLException {
        return Rows.one(
                connection,
                "SELECT pg_export_snapshot(), clock_timestamp()",
                row -> new Export(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()));
    }
}
