package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Table;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/// Loads rows by COPY, each piece in a transaction of its own, on as many sessions as there are threads that call at
/// once. Nothing fires meanwhile: triggers, keys and indexes come after the rows, those of extensions are silenced.
/// Messages name the table and the line,
/// never a row's values.
final class RowLoader implements AutoCloseable {
    private static final int BUFFER = 1 << 17;
    private static final List<String> REFUSALS = List.of("22", "23", "2F", "38", "42", "P0");
    private static final Pattern LINE = Pattern.compile("line \\d+(, column [^:]+)?");

    private final Kind whenRefused;
    private final PostgresAddress address;
    private final Connections connections;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    /// @param whenRefused what it means that a row is not taken
    RowLoader(PostgresAddress address, Connections connections, Kind whenRefused) {
        this.whenRefused = whenRefused;
        this.address = address;
        this.connections = connections;
    }

    void load(Table table, InputStream content, long rows) {
        load(table, content, rows, false);
    }

    /// All rows of a new table, by one session.
    void loadWhole(Table table, InputStream content, long rows) {
        load(table, content, rows, FrozenRows.areWorthIt(table));
    }

    private void load(Table table, InputStream content, long rows, boolean frozen) {
        var session = session();
        var loaded = false;
        try {
            var count =
                    table.columns().isEmpty() ? counted(session, table, rows) : copied(session, table, content, frozen);
            if (count != rows) {
                throw new UpkeepException(
                        Kind.DAMAGED,
                        "%s: %d rows were loaded, but the set says %d".formatted(table.sqlName(), count, rows),
                        "Verify the set.");
            }
            session.commit();
            loaded = true;
        } catch (SQLException failure) {
            throw failed(table, failure);
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not read the rows of %s: %s".formatted(table.sqlName(), failure.getMessage()),
                    "",
                    failure);
        } finally {
            giveBack(session, loaded);
        }
    }

    private static long copied(Connection session, Table table, InputStream content, boolean frozen)
            throws SQLException, IOException {
        var encoding = encoding(session);
        var freeze = frozen && FrozenRows.begin(session, table);
        var statement = "COPY %s (%s) FROM STDIN (ENCODING '%s'%s)"
                .formatted(table.sqlName(), String.join(", ", table.columns()), encoding, freeze ? ", FREEZE" : "");
        return session.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, content, BUFFER);
    }

    /// The one that [Facts] says rows are read in.
    private static String encoding(Connection session) throws SQLException {
        return Facts.of(session).encoding();
    }

    /// A table without columns of its own has rows, but nothing in them.
    private static long counted(Connection session, Table table, long rows) throws SQLException {
        var sql = "INSERT INTO %s SELECT FROM pg_catalog.generate_series(1, ?)".formatted(table.sqlName());
        try (var statement = session.prepareStatement(sql)) {
            statement.setLong(1, rows);
            return statement.executeLargeUpdate();
        }
    }

    private Connection session() {
        var waiting = idle.poll();
        return waiting == null ? opened() : waiting;
    }

    /// Commits of single pieces need not reach the disk; the last commit of the restore takes them along.
    private Connection opened() {
        var session = connections.open(address);
        try {
            Rows.execute(session, "SET synchronous_commit = off");
            ExtensionRows.silenceTriggers(session);
            session.setAutoCommit(false);
            return session;
        } catch (SQLException failure) {
            throw Failures.of("could not prepare a session for rows of " + address, failure);
        }
    }

    /// A session whose load failed is not used again; closing it takes the load back.
    private void giveBack(Connection session, boolean loaded) {
        if (loaded) {
            idle.push(session);
        } else {
            closed(session);
        }
    }

    private UpkeepException failed(Table table, SQLException failure) {
        var server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        if (server == null) {
            return Failures.of("could not load rows of " + table.sqlName(), failure);
        }
        var line = LINE.matcher(String.valueOf(server.getWhere()));
        var place = line.find() ? " (" + line.group() + " of the piece)" : "";
        return new UpkeepException(
                refused(failure) ? whenRefused : Kind.FAILED,
                "could not load rows of %s: %s%s".formatted(table.sqlName(), server.getMessage(), place),
                "",
                failure);
    }

    /// Whether the rows or what checks them are at fault, rather than the server's state.
    private static boolean refused(SQLException failure) {
        var state = Failures.state(failure);
        return !state.equals("42501") && REFUSALS.stream().anyMatch(state::startsWith);
    }

    private static void closed(Connection session) {
        try {
            session.close();
        } catch (SQLException alreadyGone) {
            // Its server ended it; there is nothing left to close.
        }
    }

    @Override
    public void close() {
        for (var session = idle.poll(); session != null; session = idle.poll()) {
            closed(session);
        }
    }
}
