package dev.upkeep.operations.sets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ListedSet.Unreadable;
import dev.upkeep.operations.sets.ObjectReader.Examined;
import dev.upkeep.operations.sets.Proof.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoreFormatTest {
    private final StoreFixture fixture = new StoreFixture(new Random(7));

    @Test
    void whatWasWrittenIsListed() {
        var id = backup("rows", "more rows");

        var set = (Known) fixture.catalogue().sets("shop").getFirst();
        assertThat(set.manifest().set()).isEqualTo(id);
        assertThat(set.manifest().taken()).isEqualTo(fixture.now());
        assertThat(set.manifest().database().encoding()).isEqualTo("UTF8");
        assertThat(set.proof()).isEmpty();
        assertThat(fixture.catalogue().find("shop", id.value().substring(0, 12)))
                .isEqualTo(set);
        assertThat(fixture.store().list("staging/")).isEmpty();
        assertThat(fixture.store().list("locks/")).isEmpty();
    }

    @Test
    void theManifestCanBeReadByTheShell() {
        backup("rows");
        var text = new String(fixture.store().bytes(fixture.nameOfNewestManifest("shop")), UTF_8);

        assertThat(text).startsWith("{\n  \"format\" : 1,\n  \"set\" : \"2026");
        assertThat(text).containsPattern("(?m)^  \"databaseList\" : \"[0-9a-f]{64} \\d+ \\d+\",$");
        assertThat(text).endsWith("}\n");
    }

    @Test
    void anEqualContentIsStoredOnce() throws IOException {
        backup("rows", "rows");
        var before = objects();
        fixture.pass(Duration.ofHours(1));
        backup("rows", "other");

        assertThat(objects()).isEqualTo(before + 2);
    }

    @Test
    void everyFlippedBitThatChangesAContentIsFound() {
        var context = fixture.context();
        var writer = new ObjectWriter(fixture.store(), context.run(), new ObjectTable());
        var object = writer.put(
                        out -> out.write("hello, this is one content".repeat(3).getBytes(UTF_8)))
                .object();
        writer.publish(() -> {});
        var reader = new ObjectReader(fixture.store());
        assertThat(reader.examine(object)).isInstanceOf(Examined.Good.class);

        for (var at = 0; at < object.storedLength(); at++) {
            fixture.store().flipBit(object.name(), at);
            var isWindowSize = at == 5;
            assertThat(reader.examine(object).isGood()).as("byte %d", at).isEqualTo(isWindowSize);
            fixture.store().flipBit(object.name(), at);
        }
        var whole = fixture.store().bytes(object.name());
        for (var length = 0; length < whole.length; length++) {
            fixture.store().put(object.name(), Arrays.copyOf(whole, length));
            assertThat(reader.examine(object)).as("first %d bytes", length).isInstanceOf(Examined.Truncated.class);
        }
        fixture.store().delete(object.name());
        assertThat(reader.examine(object)).isInstanceOf(Examined.Missing.class);
        assertThatThrownBy(() -> reader.open(object)).hasMessageContaining("is damaged: it is missing");
    }

    @Test
    void aDamagedObjectIsNotUsedAgainAndIsHealed() {
        backup("rows");
        var object = objectOf("rows");
        fixture.store().flipBit(object.name(), (int) object.storedLength() - 1);
        var like = fixture.proof(
                fixture.catalogue().newest("shop").orElseThrow().manifest().set(), Verdict.BROKEN);

        var affected = new Quarantine(fixture.store()).setAside(Set.of(object), "its hash is another", like);

        assertThat(affected).hasSize(1).allMatch(name -> name.startsWith("shop/"));
        assertThat(fixture.catalogue().newest("shop").orElseThrow().isBroken()).isTrue();
        assertThat(fixture.store().find("quarantine/" + object.sha256() + ".zst"))
                .isPresent();
        fixture.pass(Duration.ofHours(1));
        backup("rows");
        assertThat(new ObjectReader(fixture.store()).examine(object).isGood()).isTrue();
    }

    @Test
    void aTruncatedManifestIsListedAsUnreadable() {
        backup("rows");
        var name = fixture.nameOfNewestManifest("shop");
        fixture.store().put(name, "{".getBytes(UTF_8));

        assertThat(fixture.catalogue().sets("shop"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        set -> assertThat(set.why().message())
                                .contains("is damaged: its SHA-256 is not the one beside it"));
        assertThatThrownBy(() -> fixture.catalogue().find("shop", "")).hasMessageContaining("is damaged");
    }

    @Test
    void theNewestOfTwoSetsOfOneSecondIsNeverPassedOverInSilence() {
        var ids = List.of(backup("rows"), backup("other rows"), backup("third rows"));
        for (var id : ids) {
            var name = SetCatalogue.manifestName("shop", id.value());
            var whole = fixture.store().bytes(name);
            fixture.store().put(name, "{".getBytes(UTF_8));

            assertThatThrownBy(() -> fixture.catalogue().find("shop", "")).hasMessageContaining("is damaged");
            fixture.store().put(name, whole);
        }
    }

    @Test
    void aManifestOfANewerUpkeepIsRefusedByName() {
        var newer = "{\"format\" : 2}".getBytes(UTF_8);

        assertThatThrownBy(() -> ManifestFile.read(newer, ManifestFile.checkLine(newer), "shop", "x"))
                .hasMessage("the manifest of set x was written by a newer Upkeep (format 2)");
    }

    @Test
    void aLaterBrokenProofWithdrawsAndALaterGoodOneCountsAgain() {
        var id = backup("rows");
        record(id, Verdict.PROVEN);
        assertThat(known().proof()).isPresent();
        record(id, Verdict.NOT_PROVABLE);
        assertThat(known().proof()).isPresent();
        fixture.pass(Duration.ofDays(-3));
        record(id, Verdict.BROKEN);
        assertThat(known().proof()).isEmpty();
        record(id, Verdict.PROVEN);
        assertThat(known().proof()).isPresent();
    }

    @Test
    void aSetIsHeldUntilItIsNot() {
        var id = backup("rows");
        fixture.catalogue().hold("shop", id, new Hold(1, fixture.now(), "jane", "the audit"));
        assertThat(known().isHeld()).isTrue();
        fixture.catalogue().unhold("shop", id);
        assertThat(known().isHeld()).isFalse();
    }

    @Test
    void pruneHasTheStoreAloneAndOthersShareIt() {
        var locks = fixture.locks();
        try (var backup = locks.take(LockKind.BACKUP, fixture.context().run(), "shop", line -> {});
                var second = locks.take(LockKind.READ, fixture.context().run(), "shop", line -> {})) {
            backup.keep();
            second.keep();
            assertThatThrownBy(
                            () -> locks.take(LockKind.PRUNE, fixture.context().run(), "shop", line -> {}))
                    .hasMessageContaining("the store memory is in use by the backup");
        }
        locks.take(LockKind.PRUNE, fixture.context().run(), "shop", line -> {}).close();
    }

    @Test
    void aLockThatNobodyRefreshesIsTakenAwayAndItsOwnerNoticesIt() {
        var notes = new ArrayList<String>();
        var asleep = fixture.locks().take(LockKind.BACKUP, fixture.context().run(), "shop", notes::add);
        fixture.pass(Duration.ofMinutes(16));

        fixture.locks()
                .take(LockKind.PRUNE, fixture.context().run(), "shop", notes::add)
                .close();

        assertThat(notes).singleElement().asString().startsWith("took away the lock that the backup");
        assertThatThrownBy(asleep::keep).hasMessageContaining("was taken away");
    }

    @Test
    void aStoreIsSetUpOnceAndAnEmptyFolderIsNone() {
        var home = new StoreHome(fixture.store());
        assertThatThrownBy(home::open).hasMessage("there is no store in memory: it has no store.json");
        var made = home.openOrMake(fixture::now);
        assertThat(home.openOrMake(fixture::now)).isEqualTo(made);
        assertThat(new String(fixture.store().bytes("restore.sh"), UTF_8)).startsWith("#!/bin/sh");
    }

    private SetId backup(String... contents) {
        return fixture.backup(
                "shop",
                List.of(contents).stream().map(each -> each.getBytes(UTF_8)).toList());
    }

    private Known known() {
        return fixture.catalogue().newest("shop").orElseThrow();
    }

    private void record(SetId id, Verdict verdict) {
        fixture.catalogue().record("shop", fixture.proof(id, verdict));
    }

    private ObjectRef objectOf(String content) {
        var name = ObjectRef.nameOf(Sha256.hex(content.getBytes(UTF_8)));
        return new ObjectRef(
                Sha256.hex(content.getBytes(UTF_8)),
                content.length(),
                fixture.store().find(name).orElseThrow().length());
    }

    private long objects() {
        try (var entries = fixture.store().list("objects/")) {
            return entries.count();
        }
    }
}
