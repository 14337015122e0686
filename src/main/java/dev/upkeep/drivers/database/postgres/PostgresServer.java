package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.host.Host;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL server as its admin sees it: a superuser, or an account with CREATEDB that is a member of the roles
/// which own the data. Every question is asked on a session of its own, so that nothing of us stays in a database that
/// is renamed or dropped. May be used from several threads.
public final class PostgresServer implements Server {
    private static final List<String> MAINTENANCE = List.of("postgres", "template1");
    private static final int MAKING_ATTEMPTS = 200;
    private static final Duration MAKING_PAUSE = Duration.ofMillis(100);

    private final PostgresAddress admin;
    private final Connections connections;
    private final Host host;
    private final Pause pause;

    /// @param admin the database in it is used only when there is no database `postgres` and no `template1`
    /// @param host where the client programs run
    public PostgresServer(PostgresAddress admin, Connections connections, Host host, Pause pause) {
        this.admin = admin;
        this.connections = connections;
        this.host = host;
        this.pause = pause;
    }

    @Override
    public String address() {
        var place = admin.isSocket() ? admin.host() : admin.host() + ":" + admin.port();
        return "postgres server at " + place;
    }

    @Override
    public boolean exists(String database) {
        return asked("could not look for database \"" + database + "\"", session -> exists(session, database));
    }

    @Override
    public Optional<String> identity(String database) {
        return asked("could not look for database \"" + database + "\"", session -> identity(session, database));
    }

    @Override
    public List<String> obstacles(DatabaseDescription description) {
        return asked(
                "could not look whether the database can be made",
                session -> new RestoreObstacles(session).of(description));
    }

    @Override
    public NewDatabase create(String name, DatabaseDescription description) {
        refuseExisting(name);
        var major = asked("could not make database \"" + name + "\"", session -> {
            new Roles(session).makeMissing(description);
            new EmptyDatabase(session).make(name, description);
            return session.getMetaData().getDatabaseMajorVersion();
        });
        prepare(name, description);
        return new PostgresNewDatabase(admin.database(name), connections, host, pause, major);
    }

    /// What `pg_dump` does not say: schemas of `template0` that are not there, and the versions of extensions.
    private void prepare(String database, DatabaseDescription description) {
        try (var session = connections.open(admin.database(database))) {
            for (var schema : description.withoutSchemas()) {
                Rows.execute(session, "DROP SCHEMA " + Sql.name(schema));
            }
            new ExtensionVersions(session).make(description.extensions());
        } catch (SQLException failure) {
            throw Failures.of("could not prepare the empty database on the " + address(), failure);
        }
    }

    @Override
    public void rename(String from, String to) {
        refuseExisting(to);
        asked("could not rename database \"%s\" to \"%s\"".formatted(from, to), session -> {
            endSessions(session, from);
            Rows.execute(session, "ALTER DATABASE %s RENAME TO %s".formatted(Sql.name(from), Sql.name(to)));
            return true;
        });
    }

    @Override
    public void drop(String database) {
        asked("could not drop database \"" + database + "\"", session -> {
            endMaking(session, database);
            if (exists(session, database)) {
                Rows.execute(session, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(Sql.name(database)));
            }
            return true;
        });
    }

    @Override
    public void close() {
        // Holds no session between two questions.
    }

    private void refuseExisting(String name) {
        if (exists(name)) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "database \"%s\" exists already on the %s".formatted(name, address()),
                    "Choose another name, or drop it first when nobody needs it.");
        }
    }

    private static boolean exists(Connection session, String database) throws SQLException {
        return identity(session, database).isPresent();
    }

    private static Optional<String> identity(Connection session, String database) throws SQLException {
        return Rows.texts(session, "SELECT oid FROM pg_catalog.pg_database WHERE datname = " + Sql.text(database))
                .stream()
                .findFirst();
    }

    /// A process that was killed leaves its server process at work: a CREATE DATABASE that still runs would make the
    /// database after we looked. It is ended, and waited for, first.
    private void endMaking(Connection session, String database) throws SQLException {
        for (var attempt = 0; attempt < MAKING_ATTEMPTS; attempt++) {
            var ended = Rows.texts(session, """
                    SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                    WHERE pid <> pg_catalog.pg_backend_pid() AND state <> 'idle'
                        AND pg_catalog.strpos(query, %s) = 1""".formatted(Sql.text(EmptyDatabase.creationOf(database))));
            if (ended.isEmpty()) {
                return;
            }
            pause.pause(MAKING_PAUSE);
        }
        throw new UpkeepException(
                Kind.FAILED,
                "database \"%s\" is still being made on the %s, and that could not be ended"
                        .formatted(database, address()),
                "End the session that makes it: see pg_stat_activity.");
    }

    private static void endSessions(Connection session, String database) throws SQLException {
        Rows.texts(session, """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                WHERE datname = %s AND usesysid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()""".formatted(Sql.text(database)));
    }

    private <T> T asked(String whatFailed, Question<T> question) {
        try (var session = open()) {
            return question.ask(session);
        } catch (SQLException failure) {
            throw Failures.of(whatFailed + " on the " + address(), failure);
        }
    }

    /// The database of the admin may be the very one that is closed, renamed or dropped: it comes last.
    private Connection open() {
        for (var database : MAINTENANCE) {
            try {
                return connections.open(admin.database(database));
            } catch (UpkeepException failure) {
                if (failure.problem().kind() == Kind.UNREACHABLE) {
                    throw failure;
                }
            }
        }
        return connections.open(admin);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection session) throws SQLException;
    }
}
