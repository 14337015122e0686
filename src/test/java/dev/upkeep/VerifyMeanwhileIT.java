package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.base.time.SystemClock;
import dev.upkeep.drivers.store.directory.DirectoryStore;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.RunId;
import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A verification and what else wants the store at the same time: each ends with its right outcome, nothing is lost.
@Timeout(120)
final class VerifyMeanwhileIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeAll
    static void database() {
        CommandsWorld.database(postgres);
    }

    @BeforeEach
    void world() throws Exception {
        world = CommandsWorld.in(temp, postgres);
    }

    @Test
    void whileASetIsVerifiedNothingIsPrunedAndBackupsGoOn() throws Exception {
        var old = world.backup();
        world.backup();
        try (var verify = UpkeepProcess.start(words("verify", "vms", old, "--json"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !world.filesBelow("locks").isEmpty());
            verify.pause();

            var prune = world.upkeep("prune", "--json").exits(4);
            assertThat(prune.json().get("problem").get("kind").asString()).isEqualTo("clash");
            assertThat(prune.words()).containsPattern("the store .* is in use by the read \\S+ of vms .* since ");
            var again = world.upkeep("verify", "vms", old, "--json").exits(4);
            assertThat(again.json().get("problem").get("message").asString())
                    .containsPattern("is held by run \\S+ \\(verify by .*, running since .* UTC\\)");
            world.upkeep("backup", "--json").exits(0);
            assertThat(verify.isRunning()).isTrue();

            verify.goOn();
            var ended = verify.await();
            assertThat(ended.exitCode()).as(ended.errors()).isZero();
            assertThat(ended.output()).contains("\"proven\"", "\"L5\"");
        }
        assertThat(world.filesBelow("locks")).isEmpty();
        assertThat(sets()).hasSize(3).contains(old);
        world.upkeep("prune").exits(0);
        assertThat(sets()).doesNotContain(old);
    }

    @Test
    void whileTheStoreIsPrunedNobodyReadsOrWritesIt() {
        var set = world.backup();
        var store = DirectoryStore.open(world.store());
        var clock = SystemClock.utc();
        var locks = new StoreLocks(store, new LocalMachine(), "another machine", clock);
        try (var prune = locks.take(LockKind.PRUNE, RunId.random(clock.instant()), "vms", line -> {})) {
            for (var verb : List.of("verify", "backup", "prune")) {
                var refused = world.upkeep(verb, "--json").exits(4);
                assertThat(refused.json().get("problem").get("kind").asString()).isEqualTo("clash");
                assertThat(refused.words()).containsPattern("is in use by the prune \\S+ of vms ");
            }
            var restore =
                    world.upkeep("restore", "--into", "meanwhile", "--json").exits(4);
            assertThat(restore.words()).contains("is in use by the prune");
            prune.requireHeld();
        }
        assertThat(sets()).containsExactly(set);
        world.upkeep("verify").exits(0);
    }

    private List<String> sets() {
        var ids = new ArrayList<String>();
        world.upkeep("backups", "--json")
                .exits(0)
                .json()
                .get("sets")
                .forEach(set -> ids.add(set.get("id").asString()));
        return ids;
    }

    private String[] words(String... verb) {
        var words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(
                "--config", world.config().toString(), "--state", world.state().toString()));
        return words.toArray(String[]::new);
    }
}
