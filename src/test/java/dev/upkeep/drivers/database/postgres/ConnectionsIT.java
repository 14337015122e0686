package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.testkit.PrivateCluster;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

final class ConnectionsIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String ODD_NAME = "a?b=c/d 'ü'";
    private final Connections connections = new Connections("upkeep test");

    @BeforeAll
    static void anOddDatabaseWithOddSettings() {
        postgres.createDatabase(ODD_NAME);
        postgres.psql("""
                ALTER DATABASE "a?b=c/d 'ü'" SET DateStyle = 'SQL, DMY';
                ALTER ROLE tester SET statement_timeout = '1ms';
                ALTER ROLE tester SET extra_float_digits = 0;
                ALTER ROLE tester SET bytea_output = 'escape';
                """);
    }

    @Test
    void settingsOfRolesAndDatabasesDoNotReachASession() throws SQLException {
        try (var connection = connections.open(overTcp(ODD_NAME, postgres.password()))) {
            var shown = Rows.one(
                    connection,
                    "SELECT date '2026-11-21' || ' ' || 0.1::float4::float8 || ' ' || '\\x00ff'::bytea || ' '"
                            + " || current_setting('application_name') || ' ' || (SELECT count(*) FROM pg_sleep(0.01))",
                    row -> row.getString(1));
            assertThat(shown).isEqualTo("2026-11-21 0.10000000149011612 \\x00ff upkeep test 1");
        }
    }

    @Test
    void aSocketFolderServesAsHost() throws SQLException {
        try (var connection = connections.open(overSocket())) {
            var text = Rows.texts(connection, "SELECT repeat('x', 10000000)").getFirst();
            assertThat(text).hasSize(10_000_000);
            assertThat(Rows.texts(connection, "SELECT length('" + text + "')")).containsExactly("10000000");
        }
    }

    @Test
    void aReadThroughTheSocketMayBeLimited() throws SQLException {
        try (var connection = connections.open(overSocket())) {
            connection.setNetworkTimeout(Runnable::run, 50);
            assertThatThrownBy(() -> Rows.execute(connection, "SELECT pg_sleep(5)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void notificationsAreAskedForWithoutWaiting() throws SQLException {
        try (var connection = connections.open(overSocket())) {
            Rows.execute(connection, "LISTEN here; NOTIFY here");
            assertThat(connection.unwrap(PGConnection.class).getNotifications(1))
                    .hasSize(1);
            assertThat(connection.unwrap(PGConnection.class).getNotifications(1))
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        assertProblem(overTcp("no such", postgres.password()), Kind.NOT_FOUND, "database \"no such\" does not exist");
        assertProblem(overTcp("postgres", "wrong"), Kind.MISSING, "password authentication failed");
        assertProblem(
                PostgresAddress.without("127.0.0.1", 1, "postgres", "tester"),
                Kind.UNREACHABLE,
                "postgres database \"postgres\" at 127.0.0.1:1");
        assertProblem(
                PostgresAddress.without("/nowhere", 1, "postgres", "tester"), Kind.UNREACHABLE, "/nowhere/.s.PGSQL.1");
    }

    private void assertProblem(PostgresAddress address, Kind kind, String words) {
        assertThatThrownBy(() -> connections.open(address))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private static PostgresAddress overTcp(String database, String password) {
        return new PostgresAddress(
                postgres.host(), postgres.port(), database, postgres.user(), () -> Optional.of(password));
    }

    private static PostgresAddress overSocket() {
        return PostgresAddress.without(
                postgres.socketFolder().toString(), postgres.port(), "postgres", postgres.user());
    }
}
