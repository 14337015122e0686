package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.drivers.host.Host;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A PostgreSQL database in making: definitions by `pg_restore`, rows by COPY on sessions of our own. Only [#load] and
/// [#loadWhole] may be called from several threads.
final class PostgresNewDatabase implements NewDatabase {
    private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

    private final PostgresAddress address;
    private final Connections connections;
    private final Host host;
    private final Pause pause;
    private final RestoreProgram programs;
    private final RowLoader loader;

    PostgresNewDatabase(PostgresAddress address, Connections connections, Host host, Pause pause, int serverMajor) {
        this.address = address;
        this.connections = connections;
        this.host = host;
        this.pause = pause;
        this.programs = new RestoreProgram(address, host, serverMajor);
        this.loader = new RowLoader(address, connections, Kind.DAMAGED);
    }

    @Override
    public String name() {
        return address.database();
    }

    @Override
    public void before(Path definitions) {
        programs.restore("the definitions", definitions, "--section=pre-data", "--single-transaction");
        inSession("could not empty the configuration tables of extensions", ExtensionRows::removeOwn);
    }

    @Override
    public void load(Table table, InputStream content, long rows) {
        loader.load(table, content, rows);
    }

    @Override
    public void loadWhole(Table table, InputStream content, long rows) {
        loader.loadWhole(table, content, rows);
    }

    @Override
    public void largeObjects(Path dump) {
        programs.restore("the large objects", dump, "--single-transaction");
    }

    @Override
    public void sequences(List<Sequence> sequences) {
        inSession("could not set the sequences", session -> set(session, sequences));
    }

    private static void set(Connection session, List<Sequence> sequences) throws SQLException {
        session.setAutoCommit(false);
        try (var statement = session.prepareStatement("SELECT pg_catalog.setval(?::pg_catalog.regclass, ?, ?)")) {
            for (var sequence : sequences) {
                statement.setString(1, sequence.sqlName());
                statement.setLong(2, sequence.lastValue());
                statement.setBoolean(3, sequence.called());
                statement.execute();
            }
        }
        session.commit();
    }

    @Override
    public void after(Path definitions, int jobs) {
        var parallel = "--jobs=" + jobs;
        try (var order = EventTriggersLast.of(definitions, programs)) {
            for (var list : order.lists()) {
                programs.restore("the definitions", definitions, "--section=post-data", parallel, "--use-list=" + list);
            }
        }
    }

    @Override
    public void settle(DatabaseDescription description) {
        loader.close();
        programs.run("vacuumdb", "the planner's statistics", List.of("--analyze-only", "--quiet", "--jobs=2"));
        inSession("could not settle " + address, session -> new Settlement(session, name()).settle(description));
    }

    @Override
    public void firstWrite() {
        inSession("could not write into", session -> {
            Rows.execute(session, "SET session_replication_role = replica; CREATE SCHEMA upkeep_first_write");
            Rows.execute(session, "CREATE TABLE upkeep_first_write.t AS SELECT pg_catalog.now() AS written");
            Rows.execute(session, "DROP SCHEMA upkeep_first_write CASCADE");
        });
    }

    @Override
    public Snapshot snapshot(int workers) {
        loader.close();
        return PostgresSnapshot.open(connections, host, pause, address, workers, LOCK_WAIT);
    }

    @Override
    public void close() {
        loader.close();
    }

    private void inSession(String whatFailed, Work work) {
        try (var session = connections.open(address)) {
            work.on(session);
        } catch (SQLException failure) {
            throw Failures.of(whatFailed + " in " + address, failure);
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection session) throws SQLException;
    }
}
