package dev.upkeep.operations.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.Drills;
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

/// A drill with each step and undo failing, and with the plug pulled at each write: it is written down once, or not at
/// all, and nothing of it is left on the machine.
@Timeout(300)
final class DrillCrashTest {
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
    void itIsWrittenDownOnceOrNotAtAll() {
        puller().thorough(61);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        puller().everything();
    }

    private PlugPuller<World, DrillState> puller() {
        return PlugPuller.plugged(
                temp,
                () -> new World(whole.copy(), temp.resolve("scratch")),
                World::procedure,
                (world, run) -> DrillState.of(
                        SetInStore.APP,
                        SetInStore.id(),
                        "tester",
                        SetInStore.NOW,
                        60,
                        0,
                        new DrillState.Sizes(100, 100, 1)),
                World::allDoneOrAllUndone);
    }

    private record World(MemoryStore store, Path scratch, FakePrivateServers servers, List<String> before) {
        World(MemoryStore store, Path scratch) {
            this(store, scratch, new FakePrivateServers(), SetInStore.names(store, ""));
        }

        DrillProcedure procedure(Plug plug) {
            var seen = new PluggedStore(store, plug);
            var room = new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat());
            return new DrillProcedure(room, servers.by(plug), () -> SetInStore.NOW, new DrillOrigin("here", "1.0"), 2);
        }

        void allDoneOrAllUndone(boolean done) {
            assertThat(servers.names()).isEmpty();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
            if (!done) {
                assertThat(SetInStore.names(store, "")).isEqualTo(before);
                return;
            }
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            var drills = new Drills(store, SetInStore.APP).find().drills();
            assertThat(drills).hasSize(1);
            assertThat(drills.getFirst().phases())
                    .extracting(phase -> phase.name())
                    .containsExactly("server", "files", "database", "first write", "comparison");
        }
    }
}
