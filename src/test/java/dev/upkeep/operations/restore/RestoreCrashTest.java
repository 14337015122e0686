package dev.upkeep.operations.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeServer;
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
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Restores with each step and undo failing, and with the plug pulled at each change of server and store: in the end
/// there is the whole database or folder under its name, or nothing.
@Timeout(300)
final class RestoreCrashTest {
    @TempDir
    Path temp;

    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);

    @BeforeEach
    void set() throws IOException {
        var uploads = Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(uploads.resolve("a.txt"), "the content of a file");
        store = SetInStore.of(uploads);
    }

    @Test
    void thereIsTheWholeDatabaseOrNone() {
        databases().thorough(61);
    }

    @Test
    void thereIsTheWholeFolderOrNone() {
        folders().thorough(61);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        databases().everything();
        folders().everything();
    }

    private PlugPuller<World, RestoreState> databases() {
        return PlugPuller.plugged(
                temp,
                this::world,
                (world, plug) -> new RestoreDatabase(
                        world.room(plug), () -> world.server().by(plug), 2),
                (world, run) -> RestoreState.of(
                        SetInStore.APP,
                        SetInStore.id(),
                        "copy",
                        "upkeep_" + run.value().replace('-', '_')),
                World::databaseOrNone);
    }

    private PlugPuller<World, FilesState> folders() {
        return PlugPuller.plugged(
                temp,
                this::world,
                (world, plug) -> new RestoreFiles(world.room(plug)),
                (world, run) -> FilesState.of(
                        SetInStore.APP,
                        SetInStore.id(),
                        List.of(),
                        world.place().resolve("copy").toString()),
                World::folderOrNone);
    }

    private World world() {
        try {
            var place = Files.createDirectory(temp.resolve("place-" + UUID.randomUUID()));
            var server = new FakeServer().with("live", new FakeDatabase());
            return new World(store.copy(), temp.resolve("scratch"), server, place);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private record World(MemoryStore store, Path scratch, FakeServer server, Path place) {
        ReadingRoom room(Plug plug) {
            var seen = new PluggedStore(store, plug);
            return new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat());
        }

        void databaseOrNone(boolean done) {
            nothingHeld();
            if (!done) {
                assertThat(server.names()).containsExactly("live");
                return;
            }
            assertThat(server.names()).containsExactly("copy", "live");
            assertThat(server.content("copy").rows("orders"))
                    .containsExactlyInAnyOrderElementsOf(SetInStore.database().rows("orders"));
        }

        void folderOrNone(boolean done) {
            nothingHeld();
            if (!done) {
                assertThat(place).isEmptyDirectory();
                return;
            }
            assertThat(place.toFile().list()).containsExactly("copy");
            assertThat(place.resolve("copy/uploads/a.txt")).hasContent("the content of a file");
        }

        private void nothingHeld() {
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
        }
    }
}
