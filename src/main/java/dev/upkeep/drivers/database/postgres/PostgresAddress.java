package dev.upkeep.drivers.database.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Where a PostgreSQL database is, and as whom we go there.
///
/// @param host a name or address, or the folder of the server's socket when it starts with `/`
/// @param password asked for at each connection and never kept; empty leaves it to peer, trust or `~/.pgpass`
public record PostgresAddress(
        String host, int port, String database, String user, Supplier<Optional<String>> password) {
    public static final int DEFAULT_PORT = 5432;

    /// Given when a session begins, since what a server, a database or a role has set holds from the first statement
    /// on: a time limit of a millisecond ends `pg_dumpall` before it could say that it wants none.
    static final String OPTIONS = "-c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c row_security=off";

    public PostgresAddress {
        if (host.isBlank() || database.isEmpty() || user.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a PostgreSQL address: %s:%d".formatted(host, port));
        }
        if ((host + database + user).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a PostgreSQL address holds a NUL");
        }
    }

    public static PostgresAddress without(String host, int port, String database, String user) {
        return new PostgresAddress(host, port, database, user, Optional::empty);
    }

    public PostgresAddress database(String other) {
        return new PostgresAddress(host, port, other, user, password);
    }

    public PostgresAddress user(String other, Supplier<Optional<String>> otherPassword) {
        return new PostgresAddress(host, port, database, other, otherPassword);
    }

    public boolean isSocket() {
        return host.startsWith("/");
    }

    /// What libpq programs need besides the password. By environment, since a name on the command line that holds
    /// `=` or looks like an address would be taken apart.
    public Map<String, String> environment() {
        var words = new TreeMap<String, String>();
        words.put("PGHOST", host);
        words.put("PGPORT", Integer.toString(port));
        words.put("PGDATABASE", database);
        words.put("PGUSER", user);
        words.put("PGCONNECT_TIMEOUT", "15");
        words.put("PGCLIENTENCODING", "UTF8");
        words.put("PGOPTIONS", OPTIONS);
        return words;
    }

    /// For people: `postgres database "vms" at localhost:5432`.
    @Override
    public String toString() {
        var place = isSocket() ? host + " (port " + port + ")" : host + ":" + port;
        return "postgres database \"%s\" at %s".formatted(database, place);
    }
}
