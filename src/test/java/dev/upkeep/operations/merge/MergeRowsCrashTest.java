package dev.upkeep.operations.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.tables.TablesBeside;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeRowMerges;
import dev.upkeep.testkit.FakeServer;
import dev.upkeep.testkit.FakeSideTables;
import dev.upkeep.testkit.MemoryRecord;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Merges, and takes merges out again, with each step and undo failing, and with the plug pulled at each change
/// of server, live database and store: in the end all lost rows are there and recorded, or none, as the run says;
/// and never a schema beside.
@Timeout(300)
final class MergeRowsCrashTest {
    private static final List<String> LOST = List.of("order 3", "order 4");
    private static final String MERGE = "20261121-070000-00000a";

    @TempDir
    Path temp;

    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);

    @BeforeEach
    void set() throws IOException {
        store = SetInStore.of(Files.createDirectory(temp.resolve("uploads")));
    }

    @Test
    void allLostRowsAreThereOrNone() {
        merging(true).thorough(61);
    }

    @Test
    void aPlanLeavesNothing() {
        merging(false).thorough(97);
    }

    @Test
    void allMergedRowsAreOutOrNone() {
        undoing().thorough(31);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        merging(true).everything();
        undoing().everything();
    }

    private PlugPuller<World, MergeState> merging(boolean inEarnest) {
        return PlugPuller.plugged(
                temp,
                this::world,
                (world, plug) -> new MergeRows(
                        world.beside(plug), world.merges().by(plug), world.records(), inEarnest, Consent.GIVEN),
                (world, run) -> MergeState.of(
                        SetInStore.APP,
                        SetInStore.id(),
                        List.of("orders"),
                        new MergeOrder(
                                "upkeep_" + run.value().replace('-', '_'),
                                List.of(),
                                List.of(),
                                "",
                                List.of(),
                                false,
                                false)),
                (world, done) -> world.ends(done && inEarnest, done && inEarnest ? 1 : 0));
    }

    private PlugPuller<World, UndoState> undoing() {
        return PlugPuller.plugged(
                temp,
                () -> world().merged(),
                (world, plug) ->
                        new UndoMerge(world.beside(plug), world.merges().by(plug), world.records()),
                (world, run) -> new UndoState(
                        SetInStore.APP, MERGE, "upkeep_" + run.value().replace('-', '_'), 0),
                (world, done) -> world.ends(!done, 1));
    }

    private World world() {
        var live = SetInStore.database();
        var rows = new ArrayList<>(live.rows("orders"));
        rows.removeAll(LOST);
        live.with("orders", rows);
        var sides = new FakeSideTables();
        return new World(
                store.copy(),
                temp.resolve("scratch"),
                temp.resolve("merges-" + UUID.randomUUID()),
                new FakeServer().with("live", new FakeDatabase()),
                live,
                sides,
                new FakeRowMerges(live, sides));
    }

    private record World(
            MemoryStore store,
            Path scratch,
            Path folder,
            FakeServer server,
            FakeDatabase live,
            FakeSideTables sides,
            FakeRowMerges merges) {
        TablesBeside beside(Plug plug) {
            var seen = new PluggedStore(store, plug);
            var room = new ReadingRoom(seen, SetInStore.locks(seen), scratch, new NoBeat());
            return new TablesBeside(room, () -> server.by(plug), sides.by(plug), 2);
        }

        MergeRecords records() {
            return new MergeRecords(folder);
        }

        /// The rows that were lost are there, by a merge that is over.
        World merged() {
            sides.add("before");
            sides.content("before").with("orders", SetInStore.database().rows("orders"));
            var record = new MemoryRecord();
            merges.by(Plug.neverPulled())
                    .insert(
                            new MergeOrder("before", List.of("orders"), List.of(), "", List.of(), false, false),
                            Optional.empty(),
                            record);
            record.replay(new RecordWriter(
                    folder.resolve(MERGE + ".rows"), SetInStore.APP, SetInStore.id(), new QuietContext(MERGE)));
            sides.by(Plug.neverPulled()).drop("before");
            return this;
        }

        void ends(boolean there, int records) {
            assertThat(SetInStore.names(store, "locks/", "staging/")).isEmpty();
            assertThat(scratch.toFile().list()).isNullOrEmpty();
            assertThat(server.names()).containsExactly("live");
            assertThat(sides.names()).isEmpty();
            if (there) {
                assertThat(live.rows("orders"))
                        .containsExactlyInAnyOrderElementsOf(
                                SetInStore.database().rows("orders"));
            } else {
                assertThat(live.rows("orders")).hasSize(23).doesNotContainAnyElementsOf(LOST);
            }
            assertThat(files()).as("records: " + files()).hasSize(records).allMatch(name -> name.endsWith(".rows"));
        }

        private List<String> files() {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (var all = Files.list(folder)) {
                return all.map(file -> file.getFileName().toString()).toList();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
