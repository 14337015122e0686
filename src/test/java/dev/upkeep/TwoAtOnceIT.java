package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two commands at once, as processes: the second is told who holds what it needs. The first one waits for a database
/// server that accepts and never says a word.
@Timeout(120)
final class TwoAtOnceIT {
    private static final Duration LIMIT = Duration.ofSeconds(25);

    @TempDir
    Path temp;

    private ServerSocket silent;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Files.createDirectory(temp.resolve("uploads"));
        configure("app: vms");
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    @Test
    void theSecondIsToldWhoHoldsItAndTheNextTakesUpWhatADeadOneLeft() throws Exception {
        try (var first = UpkeepProcess.start(words("backup"))) {
            awaitLock();
            var second = UpkeepProcess.run(words("backup"));
            var prune = InProcess.run(Duration.ZERO, words("prune", "--json"));

            assertThat(second.exitCode()).isEqualTo(4);
            assertThat(second.errors()).contains("app \"vms\" is held by run ").contains("(backup by ");
            assertThat(prune.exitCode()).isEqualTo(4);
            assertThat(prune.errors()).contains("is in use by the backup ").contains(" of vms");
            assertThat(first.isRunning()).isTrue();
            first.kill();
        }
        configure("mistake: here");
        var withoutConfiguration = InProcess.run(Duration.ZERO, words("runs", "--json"));

        assertThat(withoutConfiguration.exitCode()).isZero();
        assertThat(withoutConfiguration.errors()).contains("left the backup ").contains("mistake");
        assertThat(outcomes(withoutConfiguration)).containsExactly("rolled_back", "interrupted");

        configure("app: vms");
        var runs = InProcess.run(Duration.ZERO, words("runs", "--json"));

        assertThat(runs.errors()).contains("took up the backup ").contains(": rolled back");
        assertThat(outcomes(runs)).containsExactly("rolled_back", "rolled_back");
        assertThat(files("locks")).isEmpty();
        assertThat(files("staging")).isEmpty();
        assertThat(files("sets")).isEmpty();
    }

    private void configure(String firstLine) throws IOException {
        Files.writeString(temp.resolve("upkeep.yml"), """
                %s
                database: { engine: postgres, name: vms, user: vms, host: 127.0.0.1, port: %d }
                files: { uploads: %s }
                backup: { store: %s }
                """.formatted(
                        firstLine, silent.getLocalPort(), temp.resolve("uploads"), temp.resolve("store")));
    }

    private String[] words(String... verb) {
        var words = new ArrayList<>(List.of(verb));
        words.addAll(List.of("--config", temp + "/upkeep.yml", "--state", temp + "/state"));
        return words.toArray(String[]::new);
    }

    private void awaitLock() throws Exception {
        var end = Instant.now().plus(LIMIT);
        while (files("locks").isEmpty()) {
            assertThat(Instant.now()).as("the first backup has the store").isBefore(end);
            Thread.sleep(50);
        }
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

    private static List<String> outcomes(InProcess.Answer runs) {
        var outcomes = new ArrayList<String>();
        runs.json().get("runs").forEach(run -> outcomes.add(run.get("outcome").asString()));
        return outcomes;
    }
}
