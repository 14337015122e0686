package dev.upkeep.base.state;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/// Opens sessions with the state's server. Nothing in them waits without end: a server, a network or a process that
/// says nothing more is given up by both sides.
final class PostgresConnector {
    /// How long the server waits for the next word within a transaction.
    private static final Duration IDLE = Duration.ofSeconds(4);
    /// Of one statement, waiting for its turn included; longer than anybody idle can keep the turn.
    private static final Duration STATEMENT = Duration.ofSeconds(6);
    /// How long we wait for the server's next word.
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Duration CONNECT = Duration.ofSeconds(4);

    /// A frozen process must not keep the others waiting, and a commit that was acknowledged must be on disk whatever
    /// the server's or the role's usual setting is.
    private static final String PINNED = """
            set search_path = upkeep, pg_catalog;
            set statement_timeout = '%d s';
            set lock_timeout = 0;
            set idle_in_transaction_session_timeout = '%d s';
            set default_transaction_read_only = off;
            set default_transaction_deferrable = off;
            set row_security = off;
            set client_encoding = 'UTF8';
            select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off';
            """.formatted(STATEMENT.toSeconds(), IDLE.toSeconds());
    private static final String PINNED_SINCE_14 = "set idle_session_timeout = 0;";
    private static final String PINNED_SINCE_17 = "set transaction_timeout = 0;";

    private final StatePlace.Server place;
    private final Supplier<Optional<String>> password;

    PostgresConnector(StatePlace.Server place, Supplier<Optional<String>> password) {
        this.place = place;
        this.password = password;
    }

    /// A session outside of any transaction that is begun and ended by SQL.
    Connection connect() throws SQLException {
        var connection = DriverManager.getConnection("jdbc:postgresql:///", properties());
        try (var statement = connection.createStatement()) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            statement.execute(PINNED + (version >= 14 ? PINNED_SINCE_14 : "") + (version >= 17 ? PINNED_SINCE_17 : ""));
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /// Nothing of the operator's goes into the URL: a name with `?` or `/` would be taken apart.
    private Properties properties() {
        var properties = new Properties();
        place.tls().forEach(properties::setProperty);
        properties.setProperty("PGHOST", place.host().replaceAll("[\\[\\]]", ""));
        properties.setProperty("PGPORT", Integer.toString(place.port()));
        properties.setProperty("PGDBNAME", place.database());
        properties.setProperty("user", place.user());
        password.get().ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", "upkeep state");
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(SILENCE.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(SILENCE.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "0");
        return properties;
    }
}
