package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/// Opens sessions whose output depends on nobody's settings: whatever a role, a database or a server has set for
/// dates, numbers, paths or time limits is set back here. May be used from several threads.
public final class Connections {
    private static final String PINNED = """
            SET search_path = '';
            SET TimeZone = 'UTC';
            SET DateStyle = 'ISO, MDY';
            SET IntervalStyle = 'postgres';
            SET extra_float_digits = 3;
            SET bytea_output = 'hex';
            SET xmlbinary = 'base64';
            SET xmloption = 'content';
            SET lc_monetary = 'C';
            SET lc_numeric = 'C';
            SET lc_time = 'C';
            SET client_encoding = 'UTF8';
            SET row_security = off;
            SET synchronize_seqscans = off;
            SET quote_all_identifiers = off;
            SET standard_conforming_strings = on;
            SET array_nulls = on;
            SET default_transaction_read_only = off;
            SET default_transaction_deferrable = off;
            SET max_parallel_workers_per_gather = 0;
            SET enable_tidscan = on;
            SET jit = off;
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            """;
    private static final String PINNED_SINCE_14 = "SET idle_session_timeout = 0;";
    private static final String PINNED_SINCE_17 = "SET transaction_timeout = 0;";

    private final String application;

    /// @param application as shown in `pg_stat_activity`, for example `upkeep 20261121-073501-4f2a9c`
    public Connections(String application) {
        this.application = application;
    }

    /// A session that commits each statement by itself until told otherwise.
    ///
    /// @throws UpkeepException UNREACHABLE when the server does not answer, NOT_FOUND when there is no such
    ///     database, MISSING when the user may not enter
    public Connection open(PostgresAddress address) {
        try {
            return pinned(connect(address));
        } catch (SQLException failure) {
            throw Failures.of("could not connect to " + address + " as \"" + address.user() + "\"", failure);
        }
    }

    private Connection connect(PostgresAddress address) throws SQLException {
        var connection = new Driver().connect(url(address), properties(address));
        if (connection == null) {
            throw new IllegalStateException("the PostgreSQL driver does not know its own address");
        }
        return connection;
    }

    /// Nothing of the operator's goes into the URL: a name with `?` or `/` would be taken apart.
    private static String url(PostgresAddress address) {
        return "jdbc:postgresql://%s/".formatted(address.isSocket() ? "localhost" : "");
    }

    private Properties properties(PostgresAddress address) {
        var properties = new Properties();
        properties.setProperty("PGHOST", address.isSocket() ? "localhost" : address.host());
        properties.setProperty("PGPORT", Integer.toString(address.port()));
        properties.setProperty("PGDBNAME", address.database());
        properties.setProperty("user", address.user());
        address.password().get().ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", application);
        properties.setProperty("options", PostgresAddress.OPTIONS);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("preferQueryMode", "extended");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("allowEncodingChanges", "true");
        if (address.isSocket()) {
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", UnixSocketFactory.path(address));
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
        }
        return properties;
    }

    private static Connection pinned(Connection connection) throws SQLException {
        var version = connection.getMetaData().getDatabaseMajorVersion();
        var settings = PINNED + (version >= 14 ? PINNED_SINCE_14 : "") + (version >= 17 ? PINNED_SINCE_17 : "");
        try (var statement = connection.createStatement()) {
            statement.execute(settings);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }
}
