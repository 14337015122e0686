package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BackupProcedureTest {
    private static final BackupOrder PLAIN = new BackupOrder("", false, "tester");

    @TempDir
    Path temp;

    private final MemoryStore store = new MemoryStore(() -> BackupWorld.NOW);
    private final FakeDatabase database = new FakeDatabase()
            .with(
                    "orders",
                    IntStream.range(0, 95).mapToObj("order %d"::formatted).toList())
            .with("people", List.of("Ada", "Grace"))
            .with("empty", List.of());
    private BackupWorld world = new BackupWorld(store, database, () -> BackupWorld.NOW);

    @BeforeEach
    void files() throws IOException {
        var uploads = Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(uploads.resolve("a.txt"), "a");
        Files.writeString(uploads.resolve("b.tmp"), "left out");
        Files.writeString(Files.createDirectory(uploads.resolve("d")).resolve("c.txt"), "c");
        Files.createSymbolicLink(uploads.resolve("link"), Path.of("d/c.txt"));
        Files.writeString(temp.resolve(".env"), "SECRET=1");
        world.files("uploads", uploads).files("settings", temp.resolve(".env"));
    }

    @Test
    void aSetHoldsEveryRowAndFileOfItsMoment() {
        database.beforeCopy(table -> database.with("people", List.of("somebody else")));

        var manifest = manifest(world.backup(new BackupOrder("before the move", true, "jane")));

        assertThat(manifest.totals().tables()).isEqualTo(3);
        assertThat(manifest.totals().rows()).isEqualTo(97);
        assertThat(manifest.totals().files()).isEqualTo(3);
        assertThat(manifest.note()).isEqualTo("before the move");
        assertThat(manifest.notIncluded()).containsExactly("rows of foreign table elsewhere");
        assertThat(fingerprint(manifest, "people"))
                .isEqualTo(FakeDatabase.fingerprint("Ada").plus(FakeDatabase.fingerprint("Grace")));
        assertThat(paths(manifest)).containsExactly("/.env", "/", "/a.txt", "/d", "/d/c.txt", "/link");
        assertThat(set().proof())
                .hasValueSatisfying(proof -> assertThat(proof.level()).isEqualTo(ProofLevel.L0));
        assertThat(set().isHeld()).isTrue();
        assertNothingOpen();
    }

    @Test
    void anUnchangedAppCostsNoMoreThanItsLists() throws IOException {
        settle();
        world.backup();
        var second = manifest(world.backup());

        assertThat(second.totals().newBytes()).isZero();
        assertThat(world.sets()).hasSize(2);
    }

    @Test
    void oneChangedRowCostsItsPieceAndTheList() throws IOException {
        settle();
        world.backup();
        var objects = world.names("objects/").size();
        var rows = new ArrayList<>(database.rows("orders"));
        rows.set(50, "order 50, paid");
        database.with("orders", rows);

        world.backup();

        assertThat(world.names("objects/").size() - objects)
                .as("a piece and database.list")
                .isEqualTo(2);
    }

    @Test
    void aFailingTableStopsTheBackupAndLeavesNothing() {
        database.beforeCopy(table -> {
            if (table.equals("people")) {
                throw new UpkeepException(Kind.MISSING, "no right to read people", "GRANT SELECT ON people TO vms");
            }
        });

        var end = world.attempt(PLAIN, () -> {});

        assertThat(end.failure()).hasMessage("no right to read people");
        assertNothingLeft();
    }

    @Test
    void aMissingFolderStopsTheBackupAndLeavesNothing() {
        world.files("avatars", temp.resolve("no-such-folder"));

        assertThat(world.attempt(PLAIN, () -> {}).failure()).hasMessageContaining("files.avatars");
        assertNothingLeft();
    }

    @Test
    void whoeverIsAskedToStopTakesTheBackupBack() {
        database.beforeCopy(table -> world.stopAsked = true);

        assertThat(world.attempt(PLAIN, () -> {}).failure()).hasMessage("stopped: Ctrl-C");
        assertNothingLeft();
    }

    @Test
    void whenThePlugIsPulledAnywhereThereIsAWholeSetOrNone() {
        for (var changes = 0; ; changes++) {
            store.plugIn();
            store.deleteTree("sets");
            store.deleteTree("objects");
            store.pullPlugAfter(changes);

            var end = world.attempt(PLAIN, store::plugIn);

            assertThat(world.names("staging/")).as("after %d changes", changes).isEmpty();
            assertThat(world.names("locks/")).as("after %d changes", changes).isEmpty();
            assertThat(database.openSnapshots()).isZero();
            if (end.state().manifest() == null) {
                assertThat(world.names("sets/")).as("after %d changes", changes).isEmpty();
            } else {
                assertThat(objectsOf(set().manifest())).isSubsetOf(world.names("objects/"));
            }
            if (end.failure() == null) {
                assertThat(changes).isGreaterThan(10);
                return;
            }
        }
    }

    @Test
    void anObjectThatVanishesMeanwhileFailsTheBackup() throws IOException {
        settle();
        world.backup();
        var objects = world.names("objects/");
        database.with("more", List.of("x"));
        database.beforeCopy(table -> {
            if (table.equals("people")) {
                objects.forEach(store::delete);
            }
        });

        var end = world.attempt(PLAIN, () -> {});

        assertThat(end.failure())
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.DAMAGED));
        assertThat(world.sets()).hasSize(1);
    }

    @Test
    void anAppWithNothingInItIsRefused() {
        var nothing = new BackupWorld(store, null, () -> BackupWorld.NOW);

        assertThatThrownBy(nothing::backup)
                .hasMessage("app \"vms\" has neither a database nor files, so there is nothing to back up");
    }

    @Test
    void aStoreInsideOfABackedUpFolderIsRefused() {
        world.storeIn(temp.resolve("uploads/backups/here"));

        assertThatThrownBy(world::backup).hasMessageContaining("which it backs up");
        assertNothingLeft();
    }

    @Test
    void filesAloneAreASetToo() {
        var filesOnly = new BackupWorld(store, null, () -> BackupWorld.NOW).files("uploads", temp.resolve("uploads"));

        assertThat(manifest(filesOnly.backup()).totals().files()).isEqualTo(2);
    }

    private void settle() throws IOException {
        var longAgo = FileTime.from(BackupWorld.NOW.minusSeconds(3600));
        Files.setLastModifiedTime(temp.resolve("uploads/a.txt"), longAgo);
    }

    private ListedSet.Known set() {
        return (ListedSet.Known) world.sets().getFirst();
    }

    private static Manifest manifest(BackupState state) {
        return Objects.requireNonNull(state.manifest());
    }

    private List<String> paths(Manifest manifest) {
        var paths = new ArrayList<String>();
        new ListReader(store).files(manifest, line -> {
            switch (line) {
                case FileEntry.Regular file -> paths.add("/" + file.path());
                case FileEntry.Folder folder -> paths.add("/" + folder.path());
                case FileEntry.Link link -> paths.add("/" + link.path());
                default -> {}
            }
        });
        return paths;
    }

    private Fingerprint fingerprint(Manifest manifest, String table) {
        var found = new ArrayList<Fingerprint>();
        new ListReader(store).database(manifest, line -> {
            if (line instanceof DatabaseEntry.TableEntry entry
                    && entry.table().name().equals(table)) {
                found.add(entry.reading().fingerprint());
            }
        });
        return found.getFirst();
    }

    private List<String> objectsOf(Manifest manifest) {
        var names = new ArrayList<String>();
        new ListReader(store).objects(manifest, object -> names.add(object.name()));
        return names;
    }

    private void assertNothingLeft() {
        assertThat(world.sets()).isEmpty();
        assertNothingOpen();
    }

    private void assertNothingOpen() {
        assertThat(world.names("staging/")).isEmpty();
        assertThat(world.names("locks/")).isEmpty();
        assertThat(database.openSnapshots()).isZero();
    }
}
