package dev.upkeep.base.state;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/// The schema `upkeep` of the state's database, and what only PostgreSQL needs in it: who wrote last, so that a writer
/// whose connection broke at its commit finds out whether it was kept.
final class PostgresSchema {
    private static final int OLDEST = 130_000;
    private static final String WRITER = """
            create table if not exists writer (
                session text primary key,
                number bigint not null,
                at timestamptz not null default clock_timestamp()
            )""";

    private final StatePlace.Server place;

    PostgresSchema(StatePlace.Server place) {
        this.place = place;
    }

    /// Asks without writing: most commands find everything there.
    boolean isThere(Connection connection) throws SQLException {
        requireSuitable(connection);
        return is(connection, "select to_regclass('upkeep.writer') is not null");
    }

    /// Makes what is missing; within a transaction that nobody else makes it in.
    void make(Connection connection) throws SQLException {
        if (!is(connection, "select to_regnamespace('upkeep') is not null")) {
            execute(connection, "create schema upkeep");
        }
        requireForUs(connection);
        execute(connection, WRITER);
    }

    ServerFacts facts(Connection connection, Instant now) throws SQLException {
        var asked = """
                select current_setting('server_version'),
                    (select rolsuper from pg_roles where rolname = current_user),
                    coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)""";
        try (var query = connection.prepareStatement(asked);
                var row = query.executeQuery()) {
            row.next();
            return new ServerFacts(row.getString(1), row.getBoolean(2), row.getBoolean(3), now);
        }
    }

    private void requireSuitable(Connection connection) throws SQLException {
        if (is(connection, "select current_setting('server_version_num')::int < " + OLDEST)) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "the server of the state %s is older than PostgreSQL 13".formatted(place),
                    "Use a newer server, or a folder with --state.");
        }
        if (!is(connection, "select current_setting('server_encoding') = 'UTF8'")) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "the database of the state %s can't hold every text: its encoding is not UTF8".formatted(place),
                    "Make it new: createdb --encoding=UTF8 --template=template0 --owner='%s' '%s'"
                            .formatted(place.user(), place.database()));
        }
    }

    private void requireForUs(Connection connection) throws SQLException {
        var foreign = """
                select to_regclass('upkeep.migration') is null
                    and exists (select from pg_class where relnamespace = 'upkeep'::regnamespace and relname <> 'writer'
                        and relkind in ('r', 'p', 'v', 'm', 'f'))""";
        if (is(connection, foreign)) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "the schema upkeep of %s holds other things and no Upkeep state".formatted(place),
                    "Name another database with --state.");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
