package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.testkit.StateServer;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Real commands, processes of their own, on one state on a server. A backup that is to last waits for a database
/// server
/// that accepts and never says a word.
@Timeout(120)
final class SharedStateCommandsIT {
    @RegisterExtension
    static final StateServer server = new StateServer();

    @TempDir
    Path temp;

    private ServerSocket silent;
    private String state;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        state = server.fresh();
        Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(temp.resolve("upkeep.yml"), """
                app: vms
                database: { engine: postgres, name: vms, user: vms, host: 127.0.0.1, port: %d }
                files: { uploads: %s }
                backup: { store: %s }
                """.formatted(
                        silent.getLocalPort(), temp.resolve("uploads"), temp.resolve("store")));
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    @Test
    void theSecondIsToldWhoHoldsItAndTheNextTakesUpWhatADeadOneLeft() throws Exception {
        try (var first = start("web1", "backup")) {
            awaitLock();

            var second = run("web1", "backup");
            var farther = run("web2", "backup");

            assertThat(second.exitCode()).isEqualTo(4);
            assertThat(second.errors()).contains("app \"vms\" is held by run ", "running since 20");
            assertThat(farther.exitCode()).isEqualTo(4);
            assertThat(farther.errors()).contains("app \"vms\" is held by run ", "running on ");
            assertThat(first.isRunning()).isTrue();
            first.kill();
        }

        var next = run("web1", "runs", "--json");

        assertThat(next.exitCode()).as(next.errors()).isZero();
        assertThat(next.errors()).contains("took up the backup ").contains(": rolled back");
        assertThat(next.output()).contains("rolled_back").doesNotContain("interrupted");
        assertThat(files("locks")).isEmpty();
        assertThat(files("staging")).isEmpty();
    }

    @Test
    void whatADeadOneLeftOnAnotherMachineIsLeftToThatMachine() throws Exception {
        try (var first = start("web1", "backup")) {
            awaitLock();
            first.kill();
        }
        server.cluster().psql(database(), "UPDATE upkeep.run SET expires = 0");
        var locks = files("locks");

        var far = run("web2", "runs", "--json");

        assertThat(far.errors())
                .contains("left the backup ", "it belongs to the machine ", "; there type: upkeep runs")
                .contains("UPKEEP_MACHINE='web1' upkeep runs");
        assertThat(far.output()).contains("interrupted");
        assertThat(files("locks")).isNotEmpty().isEqualTo(locks);

        assertThat(run("web1", "runs").errors()).contains("took up the backup ");
        assertThat(files("locks")).isEmpty();
    }

    /// Half a minute: patience and heartbeats are the real ones. [dev.upkeep.run.LostStateTest] shows the same faster.
    @Test
    @Tag("long")
    void aServerThatIsStartedAgainDisturbsNoRunAndOneThatStaysAwayEndsItTruthfully() throws Exception {
        try (var backup = start("web1", "backup")) {
            awaitLock();

            server.cluster().restart();

            var expires = expires();
            await().atMost(Duration.ofSeconds(20)).until(() -> expires() > expires);
            assertThat(backup.isRunning()).isTrue();
            assertThat(run("web1", "backup").exitCode()).isEqualTo(4);

            server.cluster().stop();
            try {
                var ended = backup.await();

                assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(5);
                assertThat(ended.errors())
                        .contains("stopped where it was, because its journal can't be written")
                        .contains("the state " + state + " can't be reached")
                        .contains("The next command on this machine then takes the run up.");
            } finally {
                server.cluster().startAgain();
            }
        }
        assertThat(files("locks")).as("nothing was touched without journal").isNotEmpty();

        var next = run("web1", "runs");

        assertThat(next.errors()).contains("took up the backup ").contains(": rolled back");
        assertThat(files("locks")).isEmpty();
    }

    private long expires() {
        return Long.parseLong(
                server.cluster().psql(database(), "SELECT max(expires) FROM upkeep.run WHERE unfinished"));
    }

    @Test
    void aPasswordInTheAddressIsRefusedWithTheWayAndNotRepeated() {
        var said = CommandsWorld.bare("runs", "--state", state + "&password=geheim")
                .exits(2);

        assertThat(said.words())
                .contains("has a password in it", "Change that password", "UPKEEP_STATE_PASSWORD", "~/.pgpass")
                .doesNotContain("geheim");
    }

    @Test
    void withoutItsPasswordOrItsServerTheCommandSaysWhatToDo() {
        var nobody = UpkeepProcess.runWith(Map.of("HOME", temp.toString()), words("runs"));
        var wrong = UpkeepProcess.runWith(Map.of("UPKEEP_STATE_PASSWORD", "geheim"), words("runs"));

        assertThat(nobody.exitCode()).as(nobody.errors()).isEqualTo(5);
        assertThat(wrong.exitCode()).as(wrong.errors()).isEqualTo(5);
        assertThat(List.of(nobody.errors(), wrong.errors()))
                .allSatisfy(words -> assertThat(words)
                        .contains("does not let \"keeper\" in", "UPKEEP_STATE_PASSWORD")
                        .doesNotContain("geheim"));
    }

    @Test
    void theStateIsNeverInTheDatabaseThatItIsToBringBack() throws IOException {
        var config = temp.resolve("upkeep.yml");
        Files.writeString(config, """
                app: vms
                database: { engine: postgres, name: %s, user: vms, host: localhost, port: %d }
                files: { uploads: uploads }
                backup: { store: store }
                """.formatted(database(), server.cluster().port()));

        var said = CommandsWorld.bare("backup", "--config", config.toString(), "--state", state)
                .exits(2);

        assertThat(said.words()).contains("the state is in the database of vms: jdbc:postgresql://");
    }

    @Test
    void doctorLooksAtTheState() throws IOException {
        silent.close();

        var said = CommandsWorld.bare(words("doctor", "--all", "--json"));

        var states = new ArrayList<String>();
        said.json().get("findings").forEach(finding -> {
            if (finding.get("what").asString().equals("state")) {
                states.add(finding.get("verdict").asString() + ": "
                        + finding.get("detail").asString());
            }
        });
        assertThat(states).hasSize(1).first().asString().startsWith("fine: " + state + " can be written, in ");
    }

    private static Map<String, String> environment(String machine) {
        return Map.of("UPKEEP_STATE_PASSWORD", server.password(), "UPKEEP_MACHINE", machine);
    }

    private UpkeepProcess start(String machine, String... verb) {
        return UpkeepProcess.startWith(environment(machine), words(verb));
    }

    private UpkeepProcess.Ended run(String machine, String... verb) {
        return UpkeepProcess.runWith(environment(machine), words(verb));
    }

    private String[] words(String... verb) {
        var words = new ArrayList<>(List.of(verb));
        words.addAll(List.of("--config", temp + "/upkeep.yml", "--state", state));
        return words.toArray(String[]::new);
    }

    private String database() {
        return state.replaceAll(".*/|\\?.*", "");
    }

    private void awaitLock() {
        await().atMost(Duration.ofSeconds(25)).until(() -> !files("locks").isEmpty());
    }

    private List<String> files(String folder) throws IOException {
        var top = temp.resolve("store").resolve(folder);
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (var all = Files.walk(top)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
