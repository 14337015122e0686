package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/// Reads one piece of a table: its own rows (ONLY), its stored columns, in the order of the disk.
record PieceCopy(Relation relation, Piece piece, String encoding) {
    Reading run(Worker worker, OutputStream out) throws SQLException, IOException {
        if (relation.columns().isEmpty()) {
            return count(worker);
        }
        return worker.rows().copy("(" + select(String.join(", ", relation.columns())) + ")", encoding, out);
    }

    private Reading count(Worker worker) throws SQLException {
        var rows = Rows.one(worker.connection(), select("count(*)"), row -> row.getLong(1));
        return new Reading(rows, Fingerprint.EMPTY, 0);
    }

    /// In bytes as text: the row that takes the most room in the server. Finds it without reading its values.
    long largestRow(Connection connection) throws SQLException {
        var find = select("ctid") + " ORDER BY " + sum("pg_column_size(%s)") + " DESC LIMIT 1";
        var sql = "SELECT %s FROM ONLY %s WHERE ctid = (%s)"
                .formatted(sum("octet_length(%s::text)"), relation.sqlName(), find);
        return Rows.one(connection, sql, row -> row.getLong(1));
    }

    private String sum(String ofColumn) {
        return relation.columns().stream()
                .map(column -> "COALESCE(%s, 0)::bigint".formatted(ofColumn.replace("%s", column)))
                .collect(Collectors.joining(" + "));
    }

    /// An extension's condition begins with its own WHERE and is never cut into pieces.
    private String select(String what) {
        var where = relation.condition().isEmpty() ? range() : " " + relation.condition();
        return "SELECT " + what + " FROM ONLY " + relation.sqlName() + where;
    }

    private String range() {
        if (piece.fromBlock() == 0 && piece.toBlock() < 0) {
            return "";
        }
        var from = " WHERE ctid >= '(%d,0)'::tid".formatted(piece.fromBlock());
        return piece.toBlock() < 0 ? from : from + " AND ctid < '(%d,0)'::tid".formatted(piece.toBlock());
    }
}
