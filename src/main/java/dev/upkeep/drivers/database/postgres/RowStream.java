package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Streams rows out of the server in COPY's text format and hashes each in passing. For one thread.
final class RowStream {
    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final RowHash hash = new RowHash();
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    RowStream(Connection connection) {
        this.connection = connection;
    }

    /// @param select what to copy, in parentheses
    /// @param encoding that the rows are wanted in
    Reading copy(String select, String encoding, OutputStream out) throws SQLException, IOException {
        hash.reset();
        filled = 0;
        var bytes = 0L;
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY %s TO STDOUT (ENCODING '%s')".formatted(select, encoding));
        for (var length = row(copy, out); length > 0; length = row(copy, out)) {
            bytes += length;
        }
        out.write(buffer, 0, filled);
        requireAll(copy.getHandledRowCount());
        return new Reading(hash.rows(), hash.sum(), bytes);
    }

    /// One message is one row with its line end; so the server sends text format. Nobody holds the row when this
    /// returns: two large rows need not fit into memory at once.
    ///
    /// @return its length with its end; 0 after the last one
    private int row(CopyOut copy, OutputStream out) throws SQLException, IOException {
        var row = copy.readFromCopy();
        if (row == null) {
            return 0;
        }
        if (row.length == 0 || row[row.length - 1] != '\n') {
            throw new SQLException("the server sent a row without its end");
        }
        hash.add(row, 0, row.length - 1);
        write(row, out);
        return row.length;
    }

    private void write(byte[] row, OutputStream out) throws IOException {
        if (filled + row.length > BUFFER) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        if (row.length > BUFFER) {
            out.write(row);
            return;
        }
        System.arraycopy(row, 0, buffer, filled, row.length);
        filled += row.length;
    }

    private void requireAll(long said) {
        if (said != hash.rows()) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "the server says that it sent %d rows, but %d arrived".formatted(said, hash.rows()),
                    "Try again; if it stays so, look into the server's log.");
        }
    }
}
