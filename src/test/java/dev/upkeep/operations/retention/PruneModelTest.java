package dev.upkeep.operations.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.app.RetentionSettings;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.operations.sets.StoreFixture;
import dev.upkeep.operations.sets.Trash;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Backups, proofs and prunes in a real store, killed at any change: no listed set ever misses an object.
final class PruneModelTest {
    private static final RetentionSettings RULES = new RetentionSettings(2, 2, 0, 0, "L1", Duration.ofHours(24));
    private static final int HISTORIES = 40;

    @Test
    void noListedSetEverMissesAnObject() {
        for (var history = 0; history < HISTORIES; history++) {
            var random = new Random(history);
            var fixture = new StoreFixture(random);
            for (var event = 0; event < 25; event++) {
                happen(fixture, random);
                everyListedSetIsWhole(fixture, "history " + history + " event " + event);
            }
        }
    }

    private static void happen(StoreFixture fixture, Random random) {
        fixture.pass(Duration.ofHours(1 + random.nextInt(30)));
        if (random.nextInt(3) == 0) {
            fixture.store().pullPlugAfter(random.nextInt(40));
        }
        try {
            switch (random.nextInt(5)) {
                case 0, 1 -> fixture.backup("shop", contents(random));
                case 2 -> fixture.proveNewest("shop");
                default -> prune(fixture);
            }
        } catch (UpkeepException died) {
            assertThat(died).hasMessageContaining("plug was pulled");
        }
        fixture.store().plugIn();
        fixture.ownersDied();
    }

    private static Prune pruneIn(StoreFixture fixture) {
        return new Prune(fixture.store(), fixture.locks(), RULES, ZoneOffset.UTC, fixture::now);
    }

    private static PruneState prune(StoreFixture fixture) {
        var context = fixture.context();
        var state = PruneState.of("shop");
        for (var step : new PruneProcedure(pruneIn(fixture)).steps()) {
            state = step.perform(state, context);
        }
        return state;
    }

    private static List<byte[]> contents(Random random) {
        var contents = new ArrayList<byte[]>();
        for (var each = 0; each < 4; each++) {
            contents.add(("content " + random.nextInt(12)).getBytes(UTF_8));
        }
        return contents;
    }

    private static void everyListedSetIsWhole(StoreFixture fixture, String when) {
        var objects = new ObjectReader(fixture.store());
        for (var set : fixture.catalogue().sets("shop")) {
            assertThat(set).as(when).isInstanceOf(Known.class);
            fixture.lists()
                    .objects(
                            ((Known) set).manifest(),
                            object -> assertThat(objects.examine(object))
                                    .as("%s, set %s", when, set.name())
                                    .isInstanceOf(ObjectReader.Examined.Good.class));
        }
    }

    @Test
    void aRemovedSetCanComeBackUntilTheGraceTimeIsOver() {
        var fixture = new StoreFixture(new Random(1));
        for (var day = 0; day < 6; day++) {
            fixture.backup("shop", List.of(("day " + day).getBytes(UTF_8)));
            fixture.proveNewest("shop");
            fixture.pass(Duration.ofHours(24));
        }
        var trash = new Trash(fixture.store());

        var condemned = prune(fixture).condemned();
        assertThat(condemned).hasSize(4);
        assertThat(fixture.catalogue().sets("shop")).hasSize(2);
        trash.undelete("shop", condemned.getFirst());
        assertThat(fixture.catalogue().sets("shop")).hasSize(3);
        everyListedSetIsWhole(fixture, "after undelete");

        assertThat(prune(fixture).condemned()).containsExactly(condemned.getFirst());
        fixture.pass(Duration.ofHours(25));
        var end = prune(fixture);
        assertThat(end.deleted()).hasSize(4);
        assertThat(end.freedBytes()).isPositive();
        assertThat(trash.list()).isEmpty();
        assertThatThrownBy(() -> trash.undelete("shop", condemned.getFirst()))
                .hasMessageContaining("is not in the trash");
        everyListedSetIsWhole(fixture, "at the end");
    }

    @Test
    void anUnreadableManifestOfAnyAppStopsDeleting() {
        var fixture = new StoreFixture(new Random(2));
        fixture.backup("shop", List.of("a".getBytes(UTF_8)));
        fixture.pass(Duration.ofHours(1));
        fixture.backup("school", List.of("b".getBytes(UTF_8)));
        var manifest = fixture.nameOfNewestManifest("school");
        fixture.store().flipBit(manifest, 40);

        assertThatThrownBy(() -> prune(fixture))
                .hasMessageContaining("is damaged: its SHA-256 is not the one beside it");
    }

    @Test
    void aRunThatIsTakenBackListsItsSetsAgain() {
        var fixture = new StoreFixture(new Random(3));
        for (var day = 0; day < 5; day++) {
            fixture.backup("shop", List.of(("day " + day).getBytes(UTF_8)));
            fixture.proveNewest("shop");
            fixture.pass(Duration.ofHours(24));
        }
        var context = fixture.context();
        var condemn = new PruneProcedure(pruneIn(fixture)).steps().getFirst();

        condemn.perform(PruneState.of("shop"), context);
        condemn.undo(PruneState.of("shop"), context);
        condemn.undo(PruneState.of("shop"), context);

        assertThat(fixture.catalogue().sets("shop")).hasSize(5);
    }
}
