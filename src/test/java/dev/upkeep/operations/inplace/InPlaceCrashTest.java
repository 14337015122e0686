package dev.upkeep.operations.inplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.run.RunId;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.PluggedStore;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Puts files back in place with each step and undo failing, and with the plug pulled at each moment: in the end every
/// name is as before or as in the set, as the run says, and nothing half done lies around.
@Timeout(300)
final class InPlaceCrashTest {
    @TempDir
    Path temp;

    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);
    private Map<String, String> backedUp = Map.of();

    @BeforeEach
    void set() throws IOException {
        var live = new LiveFiles(Files.createDirectory(temp.resolve("app"))).make();
        store = live.backup();
        backedUp = LiveFiles.seen(live.uploads());
    }

    @Test
    void allNamesAreAsBeforeOrAllAsInTheSet() {
        puller().thorough(23);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        puller().everything();
    }

    private PlugPuller<World, InPlaceState> puller() {
        return PlugPuller.plugged(
                temp, this::world, World::procedure, (world, run) -> world.initial(run), World::beforeOrSet);
    }

    /// The group's folder is gone too.
    @Test
    void alsoWhenTheFolderItselfIsMissing() {
        PlugPuller.plugged(
                        temp,
                        this::withoutFolder,
                        World::procedure,
                        (world, run) -> world.initial(run),
                        World::beforeOrSet)
                .thorough(23);
    }

    private World withoutFolder() {
        try {
            var live = new LiveFiles(Files.createDirectory(temp.resolve("world-" + UUID.randomUUID())));
            return new World(store.copy(), live, Map.of(), backedUp);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Something of each sort: missing, older, with other rights, in a folder that is gone, newer; folders with other
    /// rights, also the group's own, with something older below.
    private World world() {
        try {
            var live = new LiveFiles(Files.createDirectory(temp.resolve("world-" + UUID.randomUUID()))).make();
            Files.setAttribute(live.uploads(), "unix:mode", 0711);
            Files.setAttribute(live.at("2026"), "unix:mode", 0755);
            Files.delete(live.at("newest"));
            Files.delete(live.at("empty"));
            Files.delete(live.at("2026/other.txt"));
            live.write("2026/b.txt", "an old version", LiveFiles.THEN.minusSeconds(60));
            Files.setAttribute(live.at("a.txt"), "unix:mode", 0666);
            return new World(store.copy(), live, LiveFiles.seen(live.uploads()), backedUp);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record World(MemoryStore store, LiveFiles live, Map<String, String> before, Map<String, String> backedUp) {
        RestoreInPlace procedure(Plug plug) {
            var seen = new PluggedStore(store, plug);
            return new RestoreInPlace(
                    new ReadingRoom(seen, SetInStore.locks(seen), live.temp().resolve("scratch"), new NoBeat()));
        }

        InPlaceState initial(RunId run) {
            assertThat(run).isNotNull();
            var places = List.of(new Place("uploads", live.uploads().toString(), before.isEmpty()));
            return InPlaceState.of(SetInStore.APP, SetInStore.id(), List.of(), false, places);
        }

        void beforeOrSet(boolean done) {
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            assertThat(live.temp().resolve("scratch").toFile().list()).isNullOrEmpty();
            assertThat(LiveFiles.seen(live.uploads())).isEqualTo(done ? backedUp : before);
            if (before.isEmpty() && !done) {
                assertThat(live.uploads()).doesNotExist();
            } else if (!done) {
                assertThat(live.leftovers()).isEmpty();
            } else {
                assertThat(live.leftovers()).noneMatch(name -> name.endsWith("/new") || name.endsWith(".part"));
            }
        }
    }
}
