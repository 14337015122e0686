package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresPrivateServersIT {
    private static final String VERSION = "13.0";
    private static final String NAME = "20261121-073501-4f2a9c";

    private final LocalHost host = new LocalHost(Pause.real());
    private Path scratch = Path.of("/");
    private PostgresPrivateServers servers = servers(Path.of("/"));

    @BeforeEach
    void makeAFolderThatEveryAccountCanEnter() throws IOException {
        scratch = Files.createTempDirectory("upkeep-test");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwx--x--x"));
        servers = servers(scratch);
    }

    @AfterEach
    void removeIt() throws IOException {
        servers.remove(NAME);
        Files.delete(scratch);
    }

    @Test
    void startsAServerThatAsksForItsPassword() throws IOException {
        try (var server = servers.start(NAME, VERSION)) {
            assertThat(server.exists("postgres")).isTrue();
            assertThat(server.exists("vms")).isFalse();
            assertThat(Files.readString(folder().resolve("pg_hba.conf"))).endsWith("127.0.0.1/32 scram-sha-256\n");
            assertThat(Files.getPosixFilePermissions(folder().resolve("data"))).hasSize(3);
        }
        servers.remove(NAME);
        assertThat(folder()).doesNotExist();
        assertThat(processesIn(folder())).isEmpty();
    }

    @Test
    void refusesANameThatIsInUseAndLeavesThatServerAlone() {
        try (var server = servers.start(NAME, VERSION)) {
            assertThatThrownBy(() -> servers.start(NAME, VERSION))
                    .isInstanceOfSatisfying(
                            UpkeepException.class,
                            failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.CLASH))
                    .hasMessageContaining("exists already");
            assertThat(server.exists("postgres")).isTrue();
        }
    }

    @Test
    void removesAServerWhoseMainProcessWasKilled() throws IOException {
        servers.start(NAME, VERSION).close();
        var pid = Files.readAllLines(folder().resolve("data/postmaster.pid")).getFirst();

        host.run(Command.of("kill", "-KILL", pid)).orFail("kill", "");
        servers.remove(NAME);

        assertThat(folder()).doesNotExist();
        assertThat(processesIn(folder())).isEmpty();
    }

    @Test
    void anotherProcessFindsAServerByItsNameAlone() {
        servers.start(NAME, VERSION).close();

        servers(scratch).remove(NAME);

        assertThat(folder()).doesNotExist();
        assertThat(processesIn(folder())).isEmpty();
    }

    @Test
    void removesWhatWasOnlyHalfMade() throws IOException {
        Files.createDirectory(folder());
        servers.remove(NAME);
        assertThat(folder()).doesNotExist();

        Files.createDirectories(folder().resolve("data/base"));
        Files.createFile(folder().resolve("upkeep-private-server"));
        Files.writeString(
                folder().resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        servers.remove(NAME);
        assertThat(folder()).doesNotExist();
    }

    @Test
    void leavesAFolderAloneThatItDidNotMake() throws IOException {
        Files.createDirectory(folder());
        var photo = Files.writeString(folder().resolve("photo.jpg"), "precious");

        assertThatThrownBy(() -> servers.remove(NAME))
                .isInstanceOf(UpkeepException.class)
                .hasMessage(folder() + " is not a private server of ours; it was left alone");

        assertThat(photo).exists();
        Files.delete(photo);
    }

    @Test
    void doesNotFollowALinkThatHasItsName() throws IOException {
        var elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("upkeep-private-server"));
        Files.createSymbolicLink(folder(), elsewhere);

        assertThatThrownBy(() -> servers.remove(NAME)).hasMessageContaining("not a private server of ours");

        assertThat(elsewhere).exists();
        Files.delete(folder());
        host.run(Command.of("rm", "-r", elsewhere.toString()));
    }

    @Test
    void aNameIsNeverAPath() {
        assertThatThrownBy(() -> servers.remove("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatToInstallWhenNoProgramIsNewEnough() {
        assertThat(servers.obstacles("99.1"))
                .containsExactly(
                        "the server programs of PostgreSQL 99 or newer are not installed: apt-get install postgresql-99");
        assertThatThrownBy(() -> servers.start(NAME, "99.1"))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.MISSING));
    }

    @Test
    void saysThatTheAccountCantEnterTheScratchFolder() throws IOException {
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rw-------"));
        assertThat(servers.obstacles(VERSION)).singleElement().asString().contains("scratch folder");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwx------"));
    }

    private PostgresPrivateServers servers(Path folder) {
        return new PostgresPrivateServers(folder, new Connections("upkeep test"), host, Pause.real());
    }

    private Path folder() {
        return scratch.resolve("upkeep-" + NAME);
    }

    private String processesIn(Path folder) {
        return host.run(Command.of("pgrep", "-f", folder.toString())).output();
    }
}
