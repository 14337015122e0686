package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.LiveDatabasesContract;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresLiveDatabasesIT extends LiveDatabasesContract {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster(
            "wal_level = logical", "max_wal_senders = 4", "max_prepared_transactions = 4", "autovacuum_naptime = 1s");

    private final LocalHost host = new LocalHost(Pause.real());

    @Override
    protected LiveDatabases databases() {
        return as(postgres.user(), postgres.password());
    }

    private LiveDatabases as(String user, String password) {
        var admin = new PostgresAddress(postgres.host(), postgres.port(), LIVE, user, () -> Optional.of(password));
        return new PostgresLiveDatabases(admin, new Connections("upkeep test"), host, Pause.real());
    }

    @Override
    protected Server server() {
        return new RestoreWorld(postgres).server();
    }

    @BeforeEach
    void make() {
        postgres.createDatabase(LIVE);
        postgres.createDatabase(NEXT);
    }

    @AfterEach
    void drop() {
        for (var name : new String[] {LIVE, NEXT, KEPT, "aside"}) {
            server().drop(name);
        }
    }

    @Test
    void aClosedDatabaseHasEndedEverySessionAndLetsNobodyIn() throws SQLException {
        try (var idle = postgres.connect(LIVE);
                var busy = postgres.connect(LIVE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var working = threads.submit(() -> busy.createStatement().execute("SELECT pg_sleep(600)"));

            databases().close(LIVE);

            assertThatThrownBy(() -> working.get(5, TimeUnit.SECONDS)).hasMessageContaining("terminating connection");
            assertThatThrownBy(() -> idle.createStatement().execute("SELECT 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> postgres.connect(LIVE))
                    .hasMessageContaining("not currently accepting connections");
            assertThat(sessions(LIVE)).isEqualTo("0");
        }
    }

    @Test
    void aSessionInTheNextOneAndAVacuumAreNoHindrance() throws SQLException {
        postgres.psql(LIVE, "CREATE TABLE t AS SELECT generate_series(1, 200000) n; UPDATE t SET n = 1");
        try (var session = postgres.connect(NEXT)) {
            assertThat(session.isValid(1)).isTrue();
            databases().close(LIVE);

            databases().swap(LIVE, KEPT, NEXT);

            assertThat(server().exists(KEPT)).isTrue();
        }
    }

    @Test
    void whatIsBoundToADatabaseIsNamed() throws SQLException {
        try (var session = postgres.connect(LIVE);
                var statement = session.createStatement()) {
            statement.execute("CREATE TABLE t (n int)");
            statement.execute("SELECT pg_create_logical_replication_slot('reader', 'test_decoding')");
            statement.execute("BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'it''s'");
            statement.execute(
                    "CREATE SUBSCRIPTION feed CONNECTION 'dbname=postgres' PUBLICATION p WITH (connect = false)");

            assertThat(databases().bound(LIVE))
                    .containsExactly(
                            "prepared transaction 'it''s' is not ended: in database \"%s\" COMMIT PREPARED or ROLLBACK PREPARED it"
                                    .formatted(LIVE),
                            "logical replication slot \"reader\" reads this database and would stay at the old one: end its"
                                    + " reader and drop it, or keep this database",
                            "subscription \"feed\" writes into this database and would stay at the old one: drop it first,"
                                    + " make it again in the new one");
            assertThat(databases().bound(NEXT)).isEmpty();

            statement.execute("ROLLBACK PREPARED 'it''s'");
            statement.execute("ALTER SUBSCRIPTION feed DISABLE; ALTER SUBSCRIPTION feed SET (slot_name = NONE)");
            statement.execute("DROP SUBSCRIPTION feed");
            statement.execute("SELECT pg_drop_replication_slot('reader')");
        }
    }

    @Test
    void anAccountThatMayNotRenameIsToldWhatItNeeds() throws SQLException {
        postgres.psql("CREATE ROLE weak LOGIN PASSWORD 'weak'; CREATE ROLE boss");
        postgres.psql("ALTER DATABASE next OWNER TO boss");

        assertThat(as("weak", "weak").missingRights(NEXT))
                .containsExactly(
                        "account \"weak\" may not rename databases: run as a superuser: ALTER ROLE \"weak\" CREATEDB",
                        "account \"weak\" is not a member of \"boss\", which owns database \"next\": run as a"
                                + " superuser: GRANT \"boss\" TO \"weak\"",
                        "account \"weak\" may not end other people's sessions: run as a superuser: GRANT"
                                + " pg_signal_backend TO \"weak\"");
        postgres.psql("ALTER ROLE weak CREATEDB; GRANT boss, pg_signal_backend TO weak");
        assertThat(as("weak", "weak").missingRights(NEXT)).isEmpty();
        postgres.psql("CREATE ROLE somebody LOGIN PASSWORD 'somebody'");
        try (var stranger = DriverManager.getConnection(postgres.jdbcUrl(NEXT), "somebody", "somebody")) {
            as("weak", "weak").close(NEXT);
            assertThat(stranger.isValid(1))
                    .as("the stranger's session was ended")
                    .isFalse();
        }
        assertThat(databases().isOpen(NEXT)).isFalse();
        databases().open(NEXT);
        try (var superuser = postgres.connect(NEXT)) {
            assertThat(as("weak", "weak").missingRights(NEXT))
                    .singleElement()
                    .asString()
                    .startsWith("superuser %s is in database \"next\" (process ".formatted(postgres.user()));
            assertThat(superuser.isValid(1)).isTrue();
        }
        assertThat(databases().missingRights("postgres").getFirst()).contains("is a database of the server itself");
    }

    @Test
    void theServersFreeSpaceIsToldOnItsOwnMachine() {
        assertThat(databases().space(LIVE).free().orElseThrow()).isPositive();
    }

    @Test
    void thePrintedCommandsOpenPutBackAndRemove() {
        var live = server().identity(LIVE).orElseThrow();
        var next = server().identity(NEXT).orElseThrow();
        databases().close(LIVE);
        databases().swap(LIVE, KEPT, NEXT);

        shell(databases().toOpen(KEPT));
        assertThat(databases().isOpen(KEPT)).isTrue();
        databases().close(KEPT);
        shell(databases().toPutBack(LIVE, KEPT, "aside"));

        assertThat(server().identity(LIVE)).contains(live);
        assertThat(server().identity("aside")).contains(next);
        assertThat(databases().isOpen(LIVE)).isTrue();
        assertThat(databases().isOpen("aside")).isFalse();
        shell(databases().toRemove("aside"));
        assertThat(server().exists("aside")).isFalse();
    }

    private void shell(String command) {
        host.run(Command.of("sh", "-c", command).secret("PGPASSWORD", postgres.password()))
                .orFail(command, "");
    }

    private static String sessions(String database) {
        return postgres.psql("SELECT count(*) FROM pg_stat_activity WHERE datname = " + Sql.text(database));
    }
}
