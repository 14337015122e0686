package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.PluggedStore;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A backup with each step and undo failing, and with the plug pulled at each write: in the end there is a whole set,
/// held as it was asked for, or none.
@Timeout(300)
final class BackupCrashTest {
    @TempDir
    Path temp;

    private Path uploads = Path.of("");

    @BeforeEach
    void files() throws IOException {
        uploads = Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(uploads.resolve("a.txt"), "a");
    }

    @Test
    void thereIsAWholeSetOrNone() {
        puller().thorough(61);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        puller().everything();
    }

    private PlugPuller<World, BackupState> puller() {
        return PlugPuller.plugged(
                temp,
                World::new,
                (world, plug) -> {
                    var store = new PluggedStore(world.store, plug);
                    return new BackupProcedure(
                            SetInStore.source(world.database, uploads, store),
                            SetInStore.surroundings(),
                            SetInStore.locks(store));
                },
                (world, run) -> SetInStore.initial(true),
                World::allDoneOrAllUndone);
    }

    private static final class World {
        final MemoryStore store = new MemoryStore(() -> SetInStore.NOW);
        final FakeDatabase database =
                new FakeDatabase().with("people", List.of("Ada", "Grace")).with("empty", List.of());

        void allDoneOrAllUndone(boolean done) {
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            assertThat(database.openSnapshots()).isZero();
            if (!done) {
                assertThat(SetInStore.names(store, "sets/")).isEmpty();
                return;
            }
            var set = (Known) new SetCatalogue(store).sets(SetInStore.APP).getFirst();
            assertThat(set.isHeld()).isTrue();
            assertThat(set.proofs()).hasSize(1);
            var objects = new ArrayList<String>();
            new ListReader(store).objects(set.manifest(), object -> objects.add(object.name()));
            assertThat(SetInStore.names(store, "objects/")).containsAll(objects);
        }
    }
}
