package dev.upkeep.operations.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.RetentionSettings;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.StoreFixture;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.operations.sets.Trash;
import dev.upkeep.testkit.LastAlive;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.PluggedStore;
import dev.upkeep.testkit.SetInStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A prune with each step and undo failing, and with the plug pulled at each write.
@Timeout(300)
final class PruneCrashTest {
    private static final RetentionSettings RULES = new RetentionSettings(1, 1, 0, 0, "L1", Duration.ofHours(24));

    @TempDir
    Path temp;

    @Test
    void whatWasToGoIsGoneAndNothingElse() {
        puller().thorough(41);
    }

    @Test
    @Tag("long")
    void alsoWhenEverythingGoesWrongTwice() {
        puller().everything();
    }

    @Test
    void whatABackupLeftThatNobodyTookBackIsSwept() {
        var world = World.copy();
        var half = "sets/shop/20261101T000000-000001";
        world.fixture.store().put(half + "/manifest.json.sha256", new byte[] {1});
        world.fixture.store().put(half + "/hold.json", new byte[] {1});
        world.fixture.pass(Duration.ofHours(25));

        world.prune(Plug.neverPulled());

        assertThat(SetInStore.names(world.fixture.store(), half)).isEmpty();
    }

    @Test
    void whatAPruneLeftThatNobodyTookBackIsFinished() {
        var world = World.copy();
        var store = world.fixture.store();
        var deleted = new Trash(store).list().getFirst();
        store.delete("trash/shop/" + deleted.set() + "/manifest.json");

        world.prune(Plug.neverPulled());

        assertThat(SetInStore.names(store, "trash/shop/" + deleted.set(), "sets/shop/" + deleted.set()))
                .isEmpty();
    }

    private PlugPuller<World, PruneState> puller() {
        return PlugPuller.plugged(
                temp,
                World::copy,
                (world, plug) -> new PruneProcedure(world.pruneOf(plug)),
                (world, run) -> PruneState.of("shop"),
                World::allDoneOrAllUndone);
    }

    /// Two sets in the trash beyond their grace, two to condemn, one to keep.
    private static final class World {
        private static final World FIRST = new World();

        final StoreFixture fixture;
        final List<String> before;
        final List<String> trashed;

        static World copy() {
            return new World(FIRST);
        }

        private World(World other) {
            fixture = other.fixture.copy();
            before = other.before;
            trashed = other.trashed;
        }

        private World() {
            fixture = new StoreFixture(new Random(1));
            day("one");
            day("two");
            day("three");
            prune(Plug.neverPulled());
            fixture.pass(Duration.ofHours(25));
            day("four");
            day("five");
            trashed = new Trash(fixture.store())
                    .list().stream().map(Trash.Removed::set).toList();
            before = sets();
        }

        private void day(String content) {
            fixture.backup("shop", List.of(content.getBytes(UTF_8)));
            fixture.proveNewest("shop");
            fixture.pass(Duration.ofHours(1));
        }

        Prune pruneOf(Plug plug) {
            Store store = new PluggedStore(fixture.store(), plug);
            var locks = new StoreLocks(store, new LastAlive(1), "test", fixture::now);
            return new Prune(store, locks, RULES, ZoneOffset.UTC, fixture::now);
        }

        void prune(Plug plug) {
            var context = fixture.context();
            var state = PruneState.of("shop");
            for (var step : new PruneProcedure(pruneOf(plug)).steps()) {
                state = step.perform(state, context);
            }
        }

        private List<String> sets() {
            return SetInStore.names(fixture.store(), "sets/", "trash/", "objects/");
        }

        void allDoneOrAllUndone(boolean done) {
            assertThat(SetInStore.names(fixture.store(), "locks/", "staging/")).isEmpty();
            if (!done) {
                assertThat(sets()).isEqualTo(before);
                return;
            }
            assertThat(trashed).hasSize(2);
            trashed.forEach(
                    set -> assertThat(SetInStore.names(fixture.store(), "sets/shop/" + set, "trash/shop/" + set))
                            .isEmpty());
            assertThat(new Trash(fixture.store()).list()).hasSize(2);
            assertThat(fixture.catalogue().sets("shop")).singleElement().isInstanceOf(Known.class);
            assertThat(SetInStore.names(fixture.store(), "objects/").size()).isLessThan((int)
                    before.stream().filter(name -> name.startsWith("objects/")).count());
        }
    }
}
