package dev.upkeep.drivers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Live trees that somebody changes in the very moment in which something is put into them.
final class ReplacingTest {
    private static final String RUN = "20261121-080000-000001";
    private static final byte[] NEW = "new".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    private Path root = Path.of("nowhere");

    @BeforeEach
    void liveTree() throws IOException {
        root = temp.resolve("root");
        Files.createDirectories(root.resolve("d"));
        Files.writeString(root.resolve("d/x"), "old");
    }

    @Test
    void aFolderThatBecomesALinkAfterItWasEnteredIsNotFollowed() throws IOException {
        var outside = Files.createDirectory(temp.resolve("outside"));
        try (var tree = LiveTree.at(root);
                var aside = Aside.make(tree, RUN, "uploads");
                var replacing = new Replacing(tree, aside)) {
            assertThat(tree.look(TreeName.of("d/y"))).isInstanceOf(LiveTree.Seen.Nothing.class);
            Files.move(root.resolve("d"), root.resolve("moved"));
            Files.createSymbolicLink(root.resolve("d"), outside);

            replacing.file(file("d/y"), Tree.content(NEW), Optional.empty());

            assertThat(outside).isEmptyDirectory();
            assertThat(root.resolve("moved/y")).hasContent("new");
        }
        try (var tree = LiveTree.at(root)) {
            assertThat(tree.look(TreeName.of("d/y")))
                    .isEqualTo(new LiveTree.Seen.Obstacle("d is a link that is not followed here"));
        }
    }

    @Test
    void aFileThatIsReplacedMeanwhileIsNotTouched() throws IOException {
        changedMeanwhile(() -> {
            Files.writeString(root.resolve("d/other"), "the app's");
            Files.move(root.resolve("d/other"), root.resolve("d/x"), StandardCopyOption.ATOMIC_MOVE);
        });
    }

    @Test
    void aFileThatIsWrittenMeanwhileIsNotTouched() throws IOException {
        changedMeanwhile(() -> Files.writeString(root.resolve("d/x"), "the app's"));
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    /// While the new content is read from the store.
    private void changedMeanwhile(Change change) throws IOException {
        try (var tree = LiveTree.at(root);
                var aside = Aside.make(tree, RUN, "uploads");
                var replacing = new Replacing(tree, aside)) {
            var seen = seen(tree, "d/x");
            assertThat(replacing.keep(seen)).isTrue();

            var placed = replacing.file(file("d/x"), during(change), Optional.of(seen));

            assertThat(placed).isFalse();
            assertThat(root.resolve("d/x")).hasContent("the app's");
            assertThat(root.resolve(".upkeep-before-" + RUN + "/uploads/new")).isEmptyDirectory();
        }
    }

    @Test
    void aNameThatIsTakenMeanwhileIsNotTakenOver() throws IOException {
        try (var tree = LiveTree.at(root);
                var aside = Aside.make(tree, RUN, "uploads");
                var replacing = new Replacing(tree, aside)) {
            var content = during(() -> Files.writeString(root.resolve("d/y"), "the app's"));

            assertThat(replacing.file(file("d/y"), content, Optional.empty())).isFalse();
            assertThat(root.resolve("d/y")).hasContent("the app's");
        }
    }

    @Test
    void nothingIsReplacedThatIsNotKept() throws IOException {
        try (var tree = LiveTree.at(root);
                var aside = Aside.make(tree, RUN, "uploads");
                var replacing = new Replacing(tree, aside)) {
            var seen = seen(tree, "d/x");

            assertThat(replacing.file(file("d/x"), Tree.content(NEW), Optional.of(seen)))
                    .isFalse();
            assertThat(root.resolve("d/x")).hasContent("old");
        }
    }

    @Test
    void contentWithAnotherHashLeavesTheOldFile() throws IOException {
        try (var tree = LiveTree.at(root);
                var aside = Aside.make(tree, RUN, "uploads");
                var replacing = new Replacing(tree, aside)) {
            var seen = seen(tree, "d/x");
            replacing.keep(seen);
            var wrong = new TreeRestore.Content("00", false, () -> new ByteArrayInputStream(NEW));

            assertThatThrownBy(() -> replacing.file(file("d/x"), wrong, Optional.of(seen)))
                    .isInstanceOfSatisfying(
                            UpkeepException.class,
                            failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.DAMAGED));
            assertThat(root.resolve("d/x")).hasContent("old");
            assertThat(root.resolve(".upkeep-before-" + RUN + "/uploads/new")).isEmptyDirectory();
        }
    }

    @Test
    void whatIsStillWrittenIntoTheOldFileIsInTheKeptOne() throws IOException {
        try (var tree = LiveTree.at(root);
                var aside = Aside.make(tree, RUN, "uploads");
                var replacing = new Replacing(tree, aside);
                var writer = Files.newBufferedWriter(root.resolve("d/x"), StandardOpenOption.APPEND)) {
            var seen = seen(tree, "d/x");
            replacing.keep(seen);
            replacing.file(file("d/x"), Tree.content(NEW), Optional.of(seen));
            writer.write(", and a last line");
        }

        assertThat(root.resolve("d/x")).hasContent("new");
        assertThat(root.resolve(".upkeep-before-" + RUN + "/uploads/old/d/x")).hasContent("old, and a last line");
    }

    @Test
    void aKeptFolderOfSomebodyElseIsNotBelieved() throws IOException {
        var planted = Files.createDirectories(root.resolve(".upkeep-before-" + RUN + "/uploads/old"));
        Files.writeString(planted.resolve("x"), "planted");
        try (var tree = LiveTree.at(root)) {
            assertThatThrownBy(() -> Aside.find(tree, RUN, "uploads"))
                    .isInstanceOf(UpkeepException.class)
                    .hasMessageContaining("is not the folder that Upkeep made");
        }
    }

    @Test
    void aKeptFolderThatIsALinkIsNotBelieved() throws IOException {
        var outside = Files.createDirectory(temp.resolve("outside"));
        Files.createSymbolicLink(root.resolve(".upkeep-before-" + RUN), outside);
        try (var tree = LiveTree.at(root)) {
            assertThatThrownBy(() -> Aside.make(tree, RUN, "uploads")).isInstanceOf(UpkeepException.class);
            assertThatThrownBy(() -> Aside.remove(tree, RUN, "uploads")).isInstanceOf(UpkeepException.class);
        }
        assertThat(outside).exists().isEmptyDirectory();
        assertThat(Files.exists(root.resolve(".upkeep-before-" + RUN), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    private static TreeRestore.Content during(Change change) throws IOException {
        var content = Tree.content(NEW);
        return new TreeRestore.Content(content.sha256(), false, () -> {
            change.run();
            return content.source().open();
        });
    }

    private static TreeEntry seen(LiveTree tree, String name) {
        if (tree.look(TreeName.of(name)) instanceof LiveTree.Seen.Thing(var entry)) {
            return entry;
        }
        throw new AssertionError("nothing is at " + name);
    }

    private static TreeEntry.Regular file(String name) {
        var attributes = new Attributes(0644, 0, 0, "root", "root", Instant.EPOCH);
        return new TreeEntry.Regular(TreeName.of(name), attributes, NEW.length, Instant.EPOCH, 1, 1);
    }
}
