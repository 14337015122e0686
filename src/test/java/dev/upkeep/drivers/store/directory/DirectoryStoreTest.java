package dev.upkeep.drivers.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Move;
import dev.upkeep.drivers.store.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest extends StoreContract {
    @TempDir
    Path temp;

    @Override
    protected Store emptyStore() {
        return DirectoryStore.make(temp.resolve("store"));
    }

    @Test
    void foldersAndFilesArePrivate() throws IOException {
        var folder = temp.resolve("store");
        store.put("sets/shop/manifest.json", bytes("x"));
        store.putIfAbsent("locks/prune.json", bytes("x"));
        create("staging/run/a", "x");

        try (var all = Files.walk(folder)) {
            for (var each : (Iterable<Path>) all::iterator) {
                var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                assertThat(mode).as("%s", each).isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void manyContentsArePublishedInParallel() throws IOException {
        var moves = new ArrayList<Move>();
        for (var each = 0; each < 500; each++) {
            create("staging/run/" + each, "content " + each);
            moves.add(new Move("staging/run/" + each, "objects/" + each % 7 + "/" + each));
        }

        store.publish(moves);

        assertThat(names("objects/")).hasSize(500);
        assertThat(read("objects/4/4")).isEqualTo("content 4");
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() {
        assertThatThrownBy(() -> DirectoryStore.open(temp.resolve("unmounted")))
                .isInstanceOfSatisfying(UpkeepException.class, thrown -> {
                    assertThat(thrown.problem().kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(thrown).hasMessage("the store " + temp.resolve("unmounted") + " is not there");
                    assertThat(thrown.problem().hint())
                            .isEqualTo("Mount its disk, or correct backup.store in upkeep.yml."
                                    + " The first backup makes a store: upkeep backup");
                });
        assertThat(temp.resolve("unmounted")).doesNotExist();
        assertThatThrownBy(() -> DirectoryStore.make(temp.resolve("no/parent"))).hasMessageContaining("is not there");
    }

    @Test
    void aFolderThatVanishesMeanwhileIsUnreachableAndNotMadeAgain() throws IOException {
        var folder = temp.resolve("store");
        store.put("store.json", bytes("x"));
        Files.move(folder, temp.resolve("away"));

        assertKind(Kind.UNREACHABLE, () -> store.put("sets/a", bytes("x")));
        assertKind(Kind.UNREACHABLE, () -> store.create("staging/run/a"));
        assertKind(Kind.UNREACHABLE, () -> store.find("store.json"));
        assertKind(Kind.UNREACHABLE, () -> store.open("store.json"));
        assertKind(Kind.UNREACHABLE, () -> names(""));
        assertThat(folder).doesNotExist();
    }

    @Test
    void anotherFolderInItsPlaceIsUnreachable() throws IOException {
        var folder = temp.resolve("store");
        Files.move(folder, temp.resolve("away"));
        Files.createDirectory(folder);

        assertThatThrownBy(() -> store.put("sets/a", bytes("x")))
                .hasMessage("the store " + folder + " is another folder than when this run began");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void linksInsideAreNotFollowed() throws IOException {
        var folder = temp.resolve("store");
        var outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("sets"), outside);
        Files.createSymbolicLink(folder.resolve("file"), outside.resolve("secret"));

        assertKind(Kind.REFUSED, () -> store.put("sets/shop", bytes("x")));
        assertKind(Kind.REFUSED, () -> store.open("sets/secret"));
        assertThatThrownBy(() -> store.open("file")).isInstanceOf(UpkeepException.class);
        assertThat(store.find("file")).isEmpty();
        assertThat(names("")).isEmpty();
        store.deleteTree("sets");
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void whatADeadWriterLeftIsRemovedADayLater() throws IOException {
        var folder = temp.resolve("store");
        store.put("a", bytes("x"));
        var leftover = Files.writeString(folder.resolve(".tmp/leftover"), "half");
        var recent = Files.writeString(folder.resolve(".tmp/recent"), "half");
        Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        store.put("a", bytes("y"));

        assertThat(leftover).doesNotExist();
        assertThat(recent).exists();
        assertThat(names("")).containsExactly("a");
    }

    private static void assertKind(Kind kind, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        thrown -> assertThat(thrown.problem().kind()).isEqualTo(kind));
    }
}
