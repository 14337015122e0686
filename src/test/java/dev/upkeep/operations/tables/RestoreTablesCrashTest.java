package dev.upkeep.operations.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeServer;
import dev.upkeep.testkit.FakeSideTables;
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

/// Restores tables with each step and undo failing, and with the plug pulled at each change of server, live database
/// and store: in the end there is the whole schema under its name, or nothing, and never a scratch database.
@Timeout(300)
final class RestoreTablesCrashTest {
    @TempDir
    Path temp;

    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);

    @BeforeEach
    void set() throws IOException {
        store = SetInStore.of(Files.createDirectory(temp.resolve("uploads")));
    }

    @Test
    void thereIsTheWholeSchemaOrNone() {
        schemas().thorough(61);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        schemas().everything();
    }

    private PlugPuller<World, TablesState> schemas() {
        return PlugPuller.plugged(
                temp,
                () -> new World(
                        store.copy(),
                        temp.resolve("scratch"),
                        new FakeServer().with("live", new FakeDatabase()),
                        new FakeSideTables()),
                (world, plug) -> new RestoreTables(new TablesBeside(
                        world.room(plug),
                        () -> world.server().by(plug),
                        world.live().by(plug),
                        2)),
                (world, run) -> TablesState.of(
                        SetInStore.APP,
                        SetInStore.id(),
                        List.of("orders"),
                        "restored",
                        "upkeep_" + run.value().replace('-', '_')),
                World::schemaOrNone);
    }

    private record World(MemoryStore store, Path scratch, FakeServer server, FakeSideTables live) {
        ReadingRoom room(Plug plug) {
            var seen = new PluggedStore(store, plug);
            return new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat());
        }

        void schemaOrNone(boolean done) {
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
            assertThat(server.names()).containsExactly("live");
            if (!done) {
                assertThat(live.names()).isEmpty();
                return;
            }
            assertThat(live.names()).containsExactly("restored");
            assertThat(live.isComplete("restored")).isTrue();
            assertThat(live.content("restored").rows("orders"))
                    .containsExactlyInAnyOrderElementsOf(SetInStore.database().rows("orders"));
        }
    }
}
