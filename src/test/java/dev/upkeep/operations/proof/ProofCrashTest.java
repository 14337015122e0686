package dev.upkeep.operations.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.testkit.FakePrivateServers;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.PluggedStore;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A verification with each step and undo failing, and with the plug pulled at each write: in the end its finding is
/// written down once, or not at all, and nothing of it is left on the machine.
@Timeout(300)
final class ProofCrashTest {
    @TempDir
    Path temp;

    private MemoryStore whole = new MemoryStore(() -> SetInStore.NOW);

    @BeforeEach
    void set() throws IOException {
        var uploads = Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(uploads.resolve("a.txt"), "the content of a file");
        whole = SetInStore.of(uploads);
    }

    @Test
    void theProofIsWrittenOnceOrNotAtAll() {
        puller(whole).thorough(61);
    }

    @Test
    void damageIsNeverForgottenHalfWay() {
        var damaged = damaged();
        puller(damaged).everyStepFails();
        puller(damaged).plugAtEveryMoment();
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        puller(whole).everything();
        puller(damaged()).everything();
    }

    private MemoryStore damaged() {
        var store = whole.copy();
        var set = new SetCatalogue(store).find(SetInStore.APP, "").manifest();
        store.flipBit(set.inventory().name(), 12);
        return store;
    }

    private PlugPuller<World, ProofState> puller(MemoryStore store) {
        return PlugPuller.plugged(
                temp,
                () -> new World(store.copy(), temp.resolve("scratch")),
                World::procedure,
                (world, run) -> ProofState.of(SetInStore.APP, SetInStore.id(), "tester", ProofLevel.L5, SetInStore.NOW),
                World::allDoneOrAllUndone);
    }

    private record World(MemoryStore store, Path scratch, FakePrivateServers servers, List<String> before) {
        World(MemoryStore store, Path scratch) {
            this(store, scratch, new FakePrivateServers(), SetInStore.names(store, ""));
        }

        ProofProcedure procedure(Plug plug) {
            var seen = new PluggedStore(store, plug);
            var room = new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat());
            return new ProofProcedure(room, servers.by(plug), new ProofRecord(seen, () -> SetInStore.NOW, "1.0"), 2);
        }

        void allDoneOrAllUndone(boolean done) {
            assertThat(servers.names()).isEmpty();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
            if (!done) {
                assertThat(SetInStore.names(store, "")).isEqualTo(before);
                return;
            }
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            var proofs = new SetCatalogue(store).find(SetInStore.APP, "").proofs();
            var last = proofs.getLast();
            if (last.verdict() == Verdict.PROVEN) {
                assertThat(proofs).as("the backup's own and ours").hasSize(2);
                assertThat(last.level()).isEqualTo(ProofLevel.L5);
                return;
            }
            assertThat(last.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(proofs).as("with the one that withdrew").hasSize(3);
            assertThat(SetInStore.names(store, "quarantine/")).hasSize(2);
        }
    }
}
