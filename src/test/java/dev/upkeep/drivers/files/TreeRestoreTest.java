package dev.upkeep.drivers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.text.RawName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists that somebody tampered with, and folders that are not ours.
final class TreeRestoreTest {
    private static final byte[] EVIL = "evil".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    @Test
    void aFileIsNeverWrittenThroughALinkOfTheSameList() throws IOException {
        var outside = Files.createDirectory(temp.resolve("outside"));
        var restore = TreeRestore.into(temp.resolve("target"));
        restore.link(new TreeEntry.Symlink(TreeName.of("d"), attributes(), RawName.of(outside.toString())));

        assertDamaged(() -> restore.file(file("d/x"), Tree.content(EVIL)));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aNameThatComesTwiceIsRefused() throws IOException {
        var restore = TreeRestore.into(temp.resolve("target"));
        restore.link(new TreeEntry.Symlink(TreeName.of("x"), attributes(), RawName.of("/etc/passwd")));

        assertDamaged(() -> restore.file(file("x"), Tree.content(EVIL)));
    }

    @Test
    void aFolderThatWasLeftIsNotEnteredAgain() {
        var restore = TreeRestore.into(temp.resolve("target"));
        restore.folder(new TreeEntry.Folder(TreeName.of("a"), attributes()));
        restore.folder(new TreeEntry.Folder(TreeName.of("b"), attributes()));

        assertDamaged(() -> restore.file(file("a/x"), Tree.content(EVIL)));
    }

    @Test
    void aHardLinkToAnythingButARestoredFileIsRefused() throws IOException {
        Files.createDirectory(temp.resolve("outside"));
        Files.writeString(temp.resolve("outside/secret"), "secret");
        var restore = TreeRestore.into(temp.resolve("target"));
        restore.link(new TreeEntry.Symlink(TreeName.of("d"), attributes(), RawName.of("../outside")));

        assertDamaged(() -> restore.hardLink(new TreeEntry.HardLink(TreeName.of("x"), TreeName.of("d/secret"))));
    }

    @Test
    void contentWithAnotherHashOrSizeLeavesNothingBehind() {
        var restore = TreeRestore.into(temp.resolve("target"));
        var longer = "evil, and longer".getBytes(StandardCharsets.US_ASCII);

        assertDamaged(() -> restore.file(
                file("x"),
                new TreeRestore.Content("00", false, Tree.content(EVIL).source())));
        assertDamaged(() -> restore.file(file("y"), Tree.content(longer)));
        assertThat(temp.resolve("target")).isEmptyDirectory();
    }

    @Test
    void aFolderWithSomethingInItIsRefused() throws IOException {
        Files.writeString(Files.createDirectory(temp.resolve("target")).resolve("mine"), "mine");

        assertThatThrownBy(() -> TreeRestore.into(temp.resolve("target")))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.REFUSED))
                .hasMessageEndingWith("target exists and is not an empty folder");
        assertThat(temp.resolve("target/mine")).hasContent("mine");
    }

    @Test
    void aLinkIsNotAnEmptyFolder() throws IOException {
        var elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.createSymbolicLink(temp.resolve("target"), elsewhere);

        assertThatThrownBy(() -> TreeRestore.into(temp.resolve("target"))).isInstanceOf(UpkeepException.class);
    }

    @Test
    void aHalfRestoredTreeIsRemovedWithoutFollowingItsLinks() throws IOException {
        var outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("mine"), "mine");
        var target = Files.createDirectories(temp.resolve("target/closed"));
        Files.writeString(target.resolve("x"), "x");
        Files.createSymbolicLink(target.resolve("out"), outside);
        Files.setAttribute(target, "unix:mode", 0500);

        TreeRestore.remove(temp.resolve("target"));
        TreeRestore.remove(temp.resolve("target"));

        assertThat(temp.resolve("target")).doesNotExist();
        assertThat(outside.resolve("mine")).hasContent("mine");
    }

    private static TreeEntry.Regular file(String name) {
        return new TreeEntry.Regular(TreeName.of(name), attributes(), EVIL.length, Instant.EPOCH, 1, 1);
    }

    private static Attributes attributes() {
        return new Attributes(0700, 0, 0, "root", "root", Instant.EPOCH);
    }

    private static void assertDamaged(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.DAMAGED))
                .hasMessageContaining("was not restored");
    }
}
