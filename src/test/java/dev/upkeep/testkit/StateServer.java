package dev.upkeep.testkit;

import dev.upkeep.base.state.StatePlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A PostgreSQL for Upkeep's own state, with an ordinary role that owns its databases and nothing else. This process
/// finds its password as an operator's does, in a password file.
public final class StateServer implements BeforeAllCallback, AfterAllCallback {
    private static final String ROLE = "keeper";

    private final PrivateCluster cluster;
    /// That of the field, and the nested ones in it.
    private final AtomicInteger classes = new AtomicInteger();

    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable StatePlace shared;

    public StateServer(String... settings) {
        this.cluster = new PrivateCluster(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes.getAndIncrement() > 0) {
            return;
        }
        cluster.start();
        cluster.psql("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ROLE, password()));
        PasswordFileOfTests.add("%s:%d:*:%s:%s".formatted(cluster.host(), cluster.port(), ROLE, password()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (classes.decrementAndGet() == 0) {
            cluster.close();
        }
    }

    public PrivateCluster cluster() {
        return cluster;
    }

    public String password() {
        return "kept-" + cluster.password();
    }

    /// The address of a new database, as it is typed after `--state`.
    public String fresh() {
        var name = "state_" + databases.incrementAndGet();
        cluster.createDatabase(name);
        cluster.psql("ALTER DATABASE %s OWNER TO %s".formatted(name, ROLE));
        return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(cluster.host(), cluster.port(), name, ROLE);
    }

    /// A new database, reached over another port of this machine.
    public String freshOver(int port) {
        PasswordFileOfTests.add("%s:%d:*:%s:%s".formatted(cluster.host(), port, ROLE, password()));
        return fresh().replace(":" + cluster.port() + "/", ":" + port + "/");
    }

    /// The same database each time, without anything in it: faster than a new one.
    public StatePlace emptied() {
        if (shared == null) {
            shared = StatePlace.of(fresh());
        }
        cluster.psql(((StatePlace.Server) shared).database(), "DROP SCHEMA IF EXISTS upkeep CASCADE");
        return shared;
    }

    public StatePlace freshPlace() {
        return StatePlace.of(fresh());
    }

    /// One for all clusters of this process, since there is only one setting.
    private static final class PasswordFileOfTests {
        private static final String SETTING = "org.postgresql.pgpassfile";

        private static synchronized void add(String line) {
            try {
                if (System.getProperty(SETTING) == null) {
                    var rights = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                    var file = Files.createTempFile("upkeep-test", ".pgpass", rights);
                    file.toFile().deleteOnExit();
                    System.setProperty(SETTING, file.toString());
                }
                Files.writeString(Path.of(System.getProperty(SETTING)), line + "\n", StandardOpenOption.APPEND);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
