package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.SideSchema;
import dev.upkeep.drivers.database.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A side schema of a PostgreSQL database in making. [#load] and [#read] may be called from several threads.
final class PostgresSideSchema implements SideSchema {
    private final PostgresAddress live;
    private final Connections connections;
    private final SideDefinitions definitions;
    private final ScratchTables.Drawn drawn;
    private final String schema;
    private final RowLoader loader;

    PostgresSideSchema(
            PostgresAddress live,
            Connections connections,
            SideDefinitions definitions,
            ScratchTables.Drawn drawn,
            String schema) {
        this.live = live;
        this.connections = connections;
        this.definitions = definitions;
        this.drawn = drawn;
        this.schema = schema;
        this.loader = new RowLoader(live, connections, Kind.MISSING);
    }

    @Override
    public List<String> whole() {
        return drawn.whole();
    }

    @Override
    public Map<String, String> tables() {
        return Map.copyOf(drawn.tables());
    }

    @Override
    public Map<String, String> sequences() {
        return Map.copyOf(drawn.sequences());
    }

    @Override
    public List<String> left() {
        return drawn.left();
    }

    @Override
    public void load(Table table, InputStream content, long rows) {
        loader.load(table, content, rows);
    }

    @Override
    public Reading read(Table table) {
        try (var session = connections.open(live)) {
            return table.columns().isEmpty() ? counted(session, table) : copied(session, table);
        } catch (SQLException failure) {
            throw Failures.of("could not read " + table.sqlName(), failure);
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED, "could not read %s: %s".formatted(table.sqlName(), failure.getMessage()), "", failure);
        }
    }

    private static Reading copied(Connection session, Table table) throws SQLException, IOException {
        var select = "(SELECT %s FROM ONLY %s)".formatted(String.join(", ", table.columns()), table.sqlName());
        return new RowStream(session).copy(select, Facts.of(session).encoding(), OutputStream.nullOutputStream());
    }

    private static Reading counted(Connection session, Table table) throws SQLException {
        var rows = Rows.one(session, "SELECT count(*) FROM ONLY " + table.sqlName(), row -> row.getLong(1));
        return new Reading(rows, Fingerprint.EMPTY, 0);
    }

    @Override
    public void complete(List<Sequence> states) {
        loader.close();
        definitions.makeInLive("post-data");
        try (var session = connections.open(live)) {
            set(session, states);
            new SideSchemas(session).open(schema, drawn.owners());
            for (var table : drawn.tables().values()) {
                Rows.execute(session, "ANALYZE " + table);
            }
        } catch (SQLException failure) {
            throw Failures.of("could not complete schema \"%s\" in %s".formatted(schema, live), failure);
        }
    }

    private static void set(Connection session, List<Sequence> states) throws SQLException {
        try (var statement = session.prepareStatement("SELECT pg_catalog.setval(?::pg_catalog.regclass, ?, ?)")) {
            for (var sequence : states) {
                statement.setString(1, sequence.sqlName());
                statement.setLong(2, sequence.lastValue());
                statement.setBoolean(3, sequence.called());
                statement.execute();
            }
        }
    }

    @Override
    public void close() {
        loader.close();
    }
}
