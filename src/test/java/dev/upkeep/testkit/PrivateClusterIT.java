package dev.upkeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PrivateClusterIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster("max_connections = 20");

    @Test
    void takesSqlByPsqlAndByJdbc() throws SQLException {
        postgres.createDatabase("Vögel \"&\" more");
        postgres.psql("Vögel \"&\" more", "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2)");

        try (var connection = postgres.connect("Vögel \"&\" more");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
        assertThat(postgres.psql("SHOW max_connections")).isEqualTo("20");
    }

    @Test
    void anErrorInSqlIsAnError() {
        assertThatThrownBy(() -> postgres.psql("SELECT 1; SELECT nonsense; SELECT 2"))
                .hasMessageContaining("column \"nonsense\" does not exist");
    }

    @Test
    void comesBackAfterItsServerWasKilled() {
        try (var other = PrivateCluster.started()) {
            other.kill();
            other.start();
            assertThat(other.psql("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void leavesNothingBehind() {
        Path folder;
        try (var other = PrivateCluster.started()) {
            folder = other.dataFolder().getParent();
            assertThat(folder).isDirectory();
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void removesWhatADeadRunLeftBehind() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        var left = Path.of(System.getProperty("java.io.tmpdir"), "upkeep-cluster-" + dead.pid() + "-1-abcdef01");
        Files.createDirectories(left.resolve("data"));

        PrivateCluster.started().close();

        assertThat(left).doesNotExist();
    }
}
