package dev.upkeep.operations.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.ServiceSettings;
import dev.upkeep.run.RunId;
import dev.upkeep.testkit.FakeApp;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeServer;
import dev.upkeep.testkit.ManualClock;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.PluggedStore;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Replaces a live database with each step and undo failing, and with the plug pulled at each change of server, app and
/// store: in the end the live name is the old or the new database, as the run says, open, and the app runs.
@Timeout(300)
final class ReplaceCrashTest {
    @TempDir
    Path temp;

    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);

    @BeforeEach
    void set() throws IOException {
        store = SetInStore.of(Files.createDirectory(temp.resolve("uploads")));
    }

    @Test
    void theLiveNameIsTheOldOrTheNewDatabaseOpenAndTheAppRuns() {
        puller(false).thorough(61);
    }

    @Test
    void aRowThatTheAppWroteIntoTheNewDatabaseIsNeverDropped() {
        puller(true).everyStepFails();
    }

    @Test
    void aCrashAfterTheSwapIsGoneOnWith() {
        PlugPuller.plugged(
                        temp,
                        () -> new World(store.copy(), temp.resolve("scratch"), true),
                        World::crashing,
                        (World world, RunId run) -> ReplaceState.of(SetInStore.APP, SetInStore.id(), "live", run),
                        World::oldOrNew)
                .plugAtEveryMoment();
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        puller(false).everything();
        puller(true).everything();
    }

    private PlugPuller<World, ReplaceState> puller(boolean writing) {
        return PlugPuller.plugged(
                temp,
                () -> new World(store.copy(), temp.resolve("scratch"), writing),
                World::procedure,
                (world, run) -> ReplaceState.of(SetInStore.APP, SetInStore.id(), "live", run),
                World::oldOrNew);
    }

    private static final class World {
        private static final ServiceSettings SETTINGS = new ServiceSettings(
                List.of("app", "stop"),
                List.of("app", "start"),
                List.of("app", "maintenance-on"),
                List.of("app", "maintenance-off"),
                URI.create("http://127.0.0.1/health"),
                Duration.ofSeconds(3));

        private final MemoryStore store;
        private final Path scratch;
        private final FakeServer server =
                new FakeServer().with("live", new FakeDatabase().with("orders", List.of("the old one")));
        private final List<String> written = new ArrayList<>();
        private final FakeApp app;
        private int processes;
        private boolean swappedWhenItCrashed;

        World(MemoryStore store, Path scratch, boolean writing) {
            this.store = store;
            this.scratch = scratch;
            this.app = new FakeApp(writing ? this::write : () -> {});
        }

        private void write() {
            var rows = new ArrayList<>(server.content("live").rows("orders"));
            var row = "written %d".formatted(written.size());
            rows.add(row);
            server.content("live").with("orders", rows);
            written.add(row);
        }

        /// Like [#procedure]; the second process finds what the crash of the first one left.
        ReplaceDatabase crashing(Plug plug) {
            if (++processes == 2) {
                swappedWhenItCrashed = !server.content("live").rows("orders").contains("the old one");
            }
            return procedure(plug);
        }

        ReplaceDatabase procedure(Plug plug) {
            var seen = new PluggedStore(store, plug);
            var clock = new ManualClock();
            return new ReplaceDatabase(
                    new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat()),
                    () -> server.by(plug),
                    server.liveBy(plug),
                    new AppControl(SETTINGS, scratch, app.by(plug), app.healthBy(plug), clock, clock),
                    2);
        }

        void oldOrNew(boolean done) {
            assertThat(done || !swappedWhenItCrashed)
                    .as("a crash after the swap is gone on with")
                    .isTrue();
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
            assertThat(app.isRunning()).as("the app runs").isTrue();
            assertThat(app.isInMaintenance()).as("maintenance").isFalse();
            assertThat(server.isOpen("live")).as("live is open").isTrue();
            var live = server.content("live").rows("orders");
            if (done) {
                assertThat(live).containsAll(SetInStore.database().rows("orders"));
            } else {
                assertThat(live).contains("the old one");
            }
            others(done);
            assertThat(everywhere()).as("what the app wrote").containsExactlyInAnyOrderElementsOf(written);
        }

        private void others(boolean done) {
            var others =
                    server.names().stream().filter(name -> !name.equals("live")).toList();
            assertThat(others).noneMatch(server::isOpen);
            if (written.isEmpty() || done) {
                assertThat(others).hasSize(done ? 1 : 0).allMatch(name -> name.startsWith("live_before_"));
            } else {
                assertThat(others).hasSizeLessThan(2).allMatch(name -> name.startsWith("upkeep_failed_"));
            }
        }

        private List<String> everywhere() {
            return server.names().stream()
                    .flatMap(name -> server.content(name).rows("orders").stream())
                    .filter(row -> row.startsWith("written"))
                    .toList();
        }
    }
}
