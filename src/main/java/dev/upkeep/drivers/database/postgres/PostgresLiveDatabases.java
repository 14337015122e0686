package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Live databases of a PostgreSQL server as its admin sees them. Works from a maintenance database, since nobody can
/// rename the database that he is in.
public final class PostgresLiveDatabases implements LiveDatabases {
    private static final List<String> MAINTENANCE = List.of("postgres", "template1");
    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private final PostgresAddress admin;
    private final Connections connections;
    private final Host host;
    private final Pause pause;

    public PostgresLiveDatabases(PostgresAddress admin, Connections connections, Host host, Pause pause) {
        this.admin = admin;
        this.connections = connections;
        this.host = host;
        this.pause = pause;
    }

    @Override
    public List<String> missingRights(String database) {
        if (MAINTENANCE.contains(database)) {
            return List.of(
                    "\"%s\" is a database of the server itself, which is never replaced: name the application's own in database.name"
                            .formatted(database));
        }
        return asked(
                "could not look at the rights on", database, session -> new Replaceable(session, database).rights());
    }

    @Override
    public List<String> bound(String database) {
        return asked(
                "could not look what is bound to", database, session -> new Replaceable(session, database).bound());
    }

    @Override
    public Space space(String database) {
        return asked("could not ask for the size of", database, session -> {
            var used = Rows.list(
                    session,
                    "SELECT pg_catalog.pg_database_size(oid) FROM pg_catalog.pg_database WHERE datname = "
                            + Sql.text(database),
                    row -> row.getLong(1));
            return new Space(used.isEmpty() ? 0 : used.getFirst(), free(session));
        });
    }

    /// PostgreSQL does not tell; but where its folder is, to those who may know it, and that may be on this machine.
    private OptionalLong free(Connection session) throws SQLException {
        var here = admin.isSocket() || OF_THIS_MACHINE.contains(admin.host());
        var folders = Rows.texts(session, "SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory'");
        if (!here || folders.isEmpty() || !Files.isDirectory(Path.of(folders.getFirst()))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Files.getFileStore(Path.of(folders.getFirst())).getUsableSpace());
        } catch (IOException notToBeSeen) {
            return OptionalLong.empty();
        }
    }

    @Override
    public boolean isOpen(String database) {
        return asked(
                "could not look at",
                database,
                session -> !Rows.texts(
                                session,
                                "SELECT 1 FROM pg_catalog.pg_database WHERE datallowconn AND datname = "
                                        + Sql.text(database))
                        .isEmpty());
    }

    @Override
    public void close(String database) {
        asked("could not close", database, session -> {
            allow(session, database, false);
            new SessionsOf(session, database, pause).endAll();
            return true;
        });
    }

    @Override
    public void open(String database) {
        asked("could not open", database, session -> {
            allow(session, database, true);
            return true;
        });
    }

    private static void allow(Connection session, String database, boolean connections) throws SQLException {
        Rows.execute(session, "ALTER DATABASE %s ALLOW_CONNECTIONS %s".formatted(Sql.name(database), connections));
    }

    @Override
    public void swap(String live, String kept, String next) {
        asked("could not put \"%s\" in the place of".formatted(next), live, session -> {
            new Swap(session, pause).perform(live, kept, next);
            return true;
        });
    }

    @Override
    public Snapshot snapshot(String database, int workers) {
        return PostgresSnapshot.open(connections, host, pause, admin.database(database), workers, LOCK_WAIT);
    }

    @Override
    public String toRemove(String database) {
        return psql("DROP DATABASE " + Sql.name(database));
    }

    @Override
    public String toOpen(String database) {
        return psql(allowing(database, true));
    }

    @Override
    public String toPutBack(String live, String kept, String aside) {
        return psql(
                allowing(live, false),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usesysid IS NOT NULL AND datname IN (%s, %s)"
                        .formatted(Sql.text(live), Sql.text(kept)),
                "ALTER DATABASE %s RENAME TO %s; ALTER DATABASE %s RENAME TO %s"
                        .formatted(Sql.name(live), Sql.name(aside), Sql.name(kept), Sql.name(live)),
                allowing(live, true));
    }

    private static String allowing(String database, boolean connections) {
        return "ALTER DATABASE %s ALLOW_CONNECTIONS %s".formatted(Sql.name(database), connections);
    }

    /// Each statement in a word of its own is a transaction of its own.
    private String psql(String... statements) {
        var words = new StringBuilder("psql -X -v ON_ERROR_STOP=1 -h %s -p %d -U %s -d postgres"
                .formatted(word(admin.host()), admin.port(), word(admin.user())));
        for (var statement : statements) {
            words.append(" -c ").append(quoted(statement));
        }
        return words.toString();
    }

    private static String word(String text) {
        return text.matches("[A-Za-z0-9_./:-]+") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// A standby that is away must not hold the names: a commit is on this server's disk, and no lock is waited for
    /// long.
    private <T> T asked(String whatFailed, String database, Question<T> question) {
        try (var session = open()) {
            Rows.execute(session, "SET synchronous_commit = local; SET lock_timeout = '30s'");
            return question.ask(session);
        } catch (SQLException failure) {
            throw Failures.of("%s database \"%s\"".formatted(whatFailed, database), failure);
        }
    }

    private Connection open() {
        try {
            return connections.open(admin.database(MAINTENANCE.getFirst()));
        } catch (UpkeepException failure) {
            if (failure.problem().kind() != Kind.NOT_FOUND) {
                throw failure;
            }
            return connections.open(admin.database(MAINTENANCE.getLast()));
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection session) throws SQLException;
    }
}
