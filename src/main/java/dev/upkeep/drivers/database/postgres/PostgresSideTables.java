package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.SideChoice;
import dev.upkeep.drivers.database.SideSchema;
import dev.upkeep.drivers.database.SideTables;
import dev.upkeep.drivers.host.Host;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Side schemas of one live PostgreSQL database. A scratch database knows the definitions of the set: there the chosen
/// tables move into the new schema, and `pg_dump` carries that schema over. So types and functions are those of the
/// live database, and no definition is rewritten by us.
public final class PostgresSideTables implements SideTables {
    private final PostgresAddress live;
    private final Connections connections;
    private final Host host;
    private final Pause pause;

    /// @param live as the admin
    /// @param host where the client programs run
    public PostgresSideTables(PostgresAddress live, Connections connections, Host host, Pause pause) {
        this.live = live;
        this.connections = connections;
        this.host = host;
        this.pause = pause;
    }

    @Override
    public String address() {
        return live.toString();
    }

    @Override
    public boolean exists(String schema) {
        return identity(schema).isPresent();
    }

    @Override
    public Optional<String> identity(String schema) {
        return asked("could not look for schema \"" + schema + "\"", session -> SideSchemas.identity(session, schema));
    }

    @Override
    public List<String> obstacles(DatabaseDescription description) {
        var encoding = asked(
                "could not ask",
                session -> Rows.one(session, "SELECT current_setting('server_encoding')", row -> row.getString(1)));
        var found = new ArrayList<String>();
        if (!encoding.equals(description.encoding())) {
            found.add("%s has the encoding %s, but the set has %s".formatted(live, encoding, description.encoding()));
        }
        sendingEverything()
                .forEach(publication -> found.add(
                        "publication %s sends every table of %s to its subscribers, the restored ones too: restore the whole database beside, --into NAME"
                                .formatted(publication, live)));
        return found;
    }

    /// A publication FOR ALL TABLES has a new table from its first row on, and stops at subscribers that lack it.
    private List<String> sendingEverything() {
        return asked(
                "could not ask for the publications",
                session -> Rows.texts(
                        session,
                        "SELECT pg_catalog.quote_ident(pubname) FROM pg_catalog.pg_publication WHERE puballtables ORDER BY 1"));
    }

    @Override
    public SideSchema make(String scratch, Path definitions, SideChoice choice, String schema) {
        var major = asked("could not ask", session -> session.getMetaData().getDatabaseMajorVersion());
        var folder = definitions.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not in a folder: " + definitions);
        }
        var carried = new SideDefinitions(folder, live.database(scratch), live, host, major);
        carried.completeScratch(definitions);
        var drawn = drawn(scratch, choice, schema);
        carried.dump(schema);
        done(
                "could not make schema \"" + schema + "\"",
                session -> new SideSchemas(session).make(schema, drawn.owners()));
        carried.makeInLive("pre-data");
        return new PostgresSideSchema(live, connections, carried, drawn, schema);
    }

    private ScratchTables.Drawn drawn(String scratch, SideChoice choice, String schema) {
        try (var session = connections.open(live.database(scratch))) {
            session.setAutoCommit(false);
            var drawn = new ScratchTables(session).move(choice, schema);
            session.commit();
            return drawn;
        } catch (SQLException failure) {
            throw Failures.of("could not bring the tables into one schema", failure);
        }
    }

    @Override
    public void rename(String from, String to, String comment) {
        done(
                "could not rename schema \"%s\" to \"%s\"".formatted(from, to),
                session -> new SideSchemas(session).rename(from, to, comment));
    }

    @Override
    public void drop(String schema) {
        done("could not drop schema \"" + schema + "\"", session -> new SideSchemas(session).drop(schema, pause));
    }

    private void done(String whatFailed, Work work) {
        asked(whatFailed, session -> {
            work.on(session);
            return true;
        });
    }

    /// @throws UpkeepException with the database's name
    private <T> T asked(String whatFailed, Question<T> question) {
        try (var session = connections.open(live)) {
            return question.ask(session);
        } catch (SQLException failure) {
            throw Failures.of(whatFailed + " in " + live, failure);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection session) throws SQLException;
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection session) throws SQLException;
    }
}
