package dev.upkeep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real PostgreSQL for the tests of one class, in a temp folder, on a free loopback port and a socket:
///
/// ```java
/// @RegisterExtension
/// static final PrivateCluster postgres = new PrivateCluster();
/// ```
///
/// It forgets everything at its end, and writes nothing safely (fsync is off). What a killed test run left behind is
/// removed by the next start, see [ClusterFolders].
public final class PrivateCluster implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;

    private final ServerPrograms programs = ServerPrograms.newest();
    private final String password =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final List<String> settings;
    private Path folder = Path.of("/nonexistent");
    private int port;

    /// @param settings lines of `postgresql.conf` besides the usual ones, such as `max_connections = 20`
    public PrivateCluster(String... settings) {
        this.settings = List.of(settings);
    }

    /// Outside of JUnit: in try-with-resources.
    public static PrivateCluster started(String... settings) {
        var cluster = new PrivateCluster(settings);
        cluster.start();
        return cluster;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        ClusterFolders.remove(folder);
    }

    /// The superuser; not `postgres`, so that nothing depends on that name.
    public String user() {
        return "tester";
    }

    public String password() {
        return password;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /// Where the socket is; sessions through it need no password.
    public Path socketFolder() {
        return folder.resolve("s");
    }

    public Path dataFolder() {
        return folder.resolve("data");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port, urlEncoded(database));
    }

    public Connection connect(String database) throws SQLException {
        return connect(database, user(), password);
    }

    public Connection connect(String database, String asUser, String itsPassword) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), asUser, itsPassword);
    }

    public void createDatabase(String name) {
        psql("postgres", "CREATE DATABASE \"%s\" TEMPLATE template0".formatted(name.replace("\"", "\"\"")));
    }

    /// Runs SQL, several statements too, by the real psql in database `postgres`; see [#psql(String, String)].
    public String psql(String sql) {
        return psql("postgres", sql);
    }

    /// Runs SQL by the real psql, stopping at the first error.
    ///
    /// @return the rows, unaligned, columns parted by `|`, without header and without the last line end
    public String psql(String database, String sql) {
        return programs.run(
                        List.of("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"),
                        clientEnvironment(database),
                        sql,
                        LIMIT)
                .stripTrailing();
    }

    /// Runs a resource file of the tests, such as `/everything.sql`, by the real psql.
    public void load(String database, String resource) {
        try (var stream = PrivateCluster.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no test resource " + resource);
            }
            psql(database, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What client programs (`pg_dump`) need to reach a database here.
    public Map<String, String> clientEnvironment(String database) {
        return Map.of(
                "PGHOST", host(),
                "PGPORT", Integer.toString(port),
                "PGUSER", user(),
                "PGPASSWORD", password,
                "PGDATABASE", database);
    }

    /// Ends the server at once, as a power cut would.
    public void kill() {
        ClusterFolders.endServer(dataFolder());
    }

    /// Ends the server as its administrator does, and starts it again on the same port.
    public void restart() {
        stop();
        startAgain();
    }

    /// Ends the server as its administrator does.
    public void stop() {
        control("stop", "-m", "fast");
    }

    /// On the same port as before.
    public void startAgain() {
        control("start", "-l", log().toString());
    }

    private void control(String what, String... more) {
        var words = new ArrayList<>(
                List.of("pg_ctl", what, "-w", "-s", "-D", dataFolder().toString()));
        words.addAll(List.of(more));
        programs.runAsAccount(words, LIMIT);
    }

    /// Starts the server, again after [#kill] too.
    public void start() {
        if (!Files.exists(dataFolder())) {
            ClusterFolders.removeThoseOfDeadRuns();
            folder = ClusterFolders.make(programs.account());
            try {
                initialize();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }
        startOnAFreePort();
    }

    private void initialize() {
        var secret = folder.resolve("password");
        ClusterFolders.write(secret, password);
        programs.runAsAccount(
                List.of(
                        "initdb",
                        "--pgdata=" + dataFolder(),
                        "--username=" + user(),
                        "--pwfile=" + secret,
                        "--auth-local=trust",
                        "--auth-host=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync",
                        "--no-instructions"),
                LIMIT);
    }

    private void startOnAFreePort() {
        for (var attempt = 1; ; attempt++) {
            port = freePort();
            writeSettings();
            try {
                startAgain();
                return;
            } catch (RuntimeException e) {
                if (attempt == PORT_ATTEMPTS) {
                    close();
                    throw e;
                }
            }
        }
    }

    private void writeSettings() {
        var lines = """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = '%s'
                fsync = off
                full_page_writes = off
                synchronous_commit = off
                max_wal_senders = 0
                wal_level = minimal
                shared_buffers = 64MB
                max_connections = 50
                timezone = 'UTC'
                log_line_prefix = '%%m %%p %%d '
                """.formatted(port, socketFolder());
        ClusterFolders.write(
                folder.resolve("data").resolve("postgresql.auto.conf"), lines + String.join("\n", settings) + "\n");
    }

    private Path log() {
        return dataFolder().resolve("log.txt");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String urlEncoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
