package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// Tells which rows were inserted: of each its hash, as it is with defaults and generated columns, and its key.
/// They stream; sessions are pinned, so a row that stays the same keeps its hash.
final class MergeRecording {
    private final Connection session;

    MergeRecording(Connection session) {
        this.session = session;
    }

    /// @param columns of the row `alias`, quoted for SQL
    static String hash(String alias, List<String> columns) {
        var row = columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
        return "pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(ROW(%s)::text)), 'hex')".formatted(row);
    }

    static List<String> columns(Connection session, String table) throws SQLException {
        return Rows.texts(
                session,
                "SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute WHERE attrelid = %s::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
                        .formatted(Sql.text(table)));
    }

    /// Two new servers give their databases the same oids: so the server's own number belongs to it.
    static String database(Connection session) throws SQLException {
        return Rows.one(
                session,
                "SELECT system_identifier || '/' || oid FROM pg_catalog.pg_control_system(), pg_catalog.pg_database WHERE datname = pg_catalog.current_database()",
                row -> row.getString(1));
    }

    /// The table's oid; empty when there is none of that name.
    static String table(Connection session, String table) throws SQLException {
        return Rows.one(
                session,
                "SELECT coalesce(pg_catalog.to_regclass(%s)::pg_catalog.oid::text, '')".formatted(Sql.text(table)),
                row -> row.getString(1));
    }

    /// @param rows that were picked, and are inserted by now
    void tell(MergeTable table, long rows, InsertedRows record) throws SQLException {
        var columns = columns(session, table.live());
        record.table(new InsertedTable(
                table.live(), table(session, table.live()), table.key().columns(), columns, rows));
        var select = "SELECT %s, %s FROM %s l JOIN %s k ON %s"
                .formatted(
                        hash("l", columns),
                        table.key().of("l"),
                        table.live(),
                        table.picked(),
                        table.key().same("k", "l"));
        var copy = session.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (%s) TO STDOUT (ENCODING '%s')"
                        .formatted(select, Facts.of(session).encoding()));
        for (var line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            record.row(line);
        }
        MergeInsertion.requireAll(table.live(), rows, copy.getHandledRowCount());
    }
}
