package dev.upkeep.operations.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.difference.Bound;
import dev.upkeep.operations.difference.LossWindow;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.PluggedStore;
import dev.upkeep.testkit.SetInStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The run with each step and undo failing, and with the plug pulled at each write: no lock, folder or moment is left,
/// and
/// nothing in the store was changed.
@Timeout(300)
final class ChangesCrashTest {
    @TempDir
    Path temp;

    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);

    @BeforeEach
    void set() {
        store = SetInStore.of(temp);
    }

    @Test
    void nothingIsLeftOfIt() {
        PlugPuller.plugged(
                        temp,
                        this::world,
                        World::procedure,
                        (world, run) -> new ChangesState(SetInStore.APP, SetInStore.id()),
                        World::nothingIsLeft)
                .thorough(7);
    }

    private World world() {
        var live = SetInStore.database().with("people", List.of("Ada", "Joan"));
        return new World(store.copy(), live, temp.resolve("scratch"), SetInStore.names(store, ""));
    }

    private record World(MemoryStore store, FakeDatabase live, Path scratch, List<String> before) {
        ChangesProcedure procedure(Plug plug) {
            var seen = new PluggedStore(store, plug);
            var room = new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat());
            var window = new LossWindow(seen, live, 2, new Bound(8, 8, 8));
            return new ChangesProcedure(
                    room, window, report -> assertThat(report.total().onlyNow()).isEqualTo(1));
        }

        void nothingIsLeft(boolean done) {
            assertThat(SetInStore.names(store, "")).isEqualTo(before);
            assertThat(live.openSnapshots()).isZero();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
        }
    }
}
