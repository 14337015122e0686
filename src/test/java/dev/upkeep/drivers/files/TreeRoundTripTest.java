package dev.upkeep.drivers.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tree that was walked, read and restored is the tree that it was.
final class TreeRoundTripTest {
    @TempDir
    Path temp;

    private Path live;
    private Path restored;

    @BeforeEach
    void folders() throws IOException {
        live = Files.createDirectory(temp.resolve("live"));
        restored = temp.resolve("restored");
    }

    @Test
    void oddNamesComeBack() throws IOException {
        for (var name :
                new String[] {"a\nb", "tab\t", "back\\slash", "-rf", "é名", " ", "x".repeat(255), "...", "%41"}) {
            write(TreeName.of(name), name);
        }
        write(TreeName.of(new byte[] {'n', (byte) 0xff, (byte) 0xfe, 'o'}), "not UTF-8");

        copyAndCompare();
    }

    @Test
    void modesTimesAndEmptyFoldersComeBack() throws IOException {
        Files.createDirectory(live.resolve("empty"));
        Files.createDirectories(live.resolve("a/b"));
        write(TreeName.of("a/b/program"), "#!/bin/sh");
        write(TreeName.of("zero"), "");
        Files.setAttribute(live.resolve("a/b/program"), "unix:mode", 04751);
        Files.setAttribute(live.resolve("a/b"), "unix:mode", 0500);
        Files.setAttribute(live.resolve("empty"), "unix:mode", 01777);
        touch(live.resolve("zero"), "1969-12-31T23:59:59.000000001Z");
        touch(live.resolve("a/b"), "2020-01-01T00:00:00.123456789Z");
        touch(live.resolve("a"), "2001-01-01T00:00:00Z");
        touch(live, "2002-01-01T00:00:00Z");

        copyAndCompare();
    }

    @Test
    void linksComeBackAsTheyAre() throws IOException {
        Files.createDirectory(live.resolve("d"));
        write(TreeName.of("d/one"), "same content");
        Files.createLink(live.resolve("another"), live.resolve("d/one"));
        Files.createLink(live.resolve("d/two"), live.resolve("d/one"));
        Files.createSymbolicLink(live.resolve("dangling"), Path.of("../no/such/thing"));
        Files.createSymbolicLink(live.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(live.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(live.resolve("absolute"), Path.of("/etc"));
        Files.createSymbolicLink(live.resolve("bytes"), Octets.target("../\u00ff\u00fe/x"));
        Files.createSymbolicLink(live.resolve("absolute-bytes"), Octets.target("/x\u00ff"));

        copyAndCompare();
    }

    @Test
    void deepTreesComeBack() throws IOException {
        var deep = live;
        for (var level = 0; level < 150; level++) {
            deep = deep.resolve("level-" + level);
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("bottom"), "here");

        copyAndCompare();
    }

    @Test
    void aSparseFileTakesNoMoreSpaceThanBefore() throws IOException {
        var size = 64L * 1024 * 1024;
        sparse(live.resolve("sparse"), size);

        copyAndCompare();

        assertThat(usedBytes(restored.resolve("sparse"))).isLessThan(1024 * 1024);
        assertThat(Files.size(restored.resolve("sparse"))).isEqualTo(size);
    }

    @Test
    void socketsAndPipesAreNamedNotReadAndNeverBlock() throws Exception {
        write(TreeName.of("file"), "x");
        var pipe = new ProcessBuilder("mkfifo", live.resolve("pipe").toString()).start();
        assertThat(pipe.waitFor()).isZero();
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(live.resolve("socket")));

            var tree = Tree.of(live);

            assertThat(tree.names()).containsExactly(".", "file");
            assertThat(tree.skipped).containsExactly("pipe is a named pipe", "socket is a socket");
        }
    }

    @Test
    void excludedNamesAreNotEvenEntered() throws IOException {
        Files.createDirectories(live.resolve("cache/deep"));
        write(TreeName.of("cache/deep/x"), "x");
        write(TreeName.of("a.tmp"), "x");
        write(TreeName.of("b.txt"), "x");

        var tree = Tree.of(live, "*.tmp", "cache/");

        assertThat(tree.names()).containsExactly(".", "b.txt");
        assertThat(tree.skipped).isEmpty();
    }

    @Test
    void aGroupOfOneFileIsThatFileUnderItsName() throws IOException {
        write(TreeName.of(".env"), "SECRET=1");
        write(TreeName.of("other"), "x");

        var tree = Tree.of(live.resolve(".env"));
        tree.copyTo(restored);

        assertThat(tree.names()).containsExactly(".env");
        assertThat(restored.resolve(".env")).hasContent("SECRET=1");
    }

    @Test
    void aGroupThatIsALinkIsFollowedOnce() throws IOException {
        write(TreeName.of("file"), "x");
        var link = Files.createSymbolicLink(temp.resolve("current"), live);

        assertThat(Tree.of(link).names()).containsExactly(".", "file");
    }

    @Test
    void aListIsInTheOrderOfNames() throws IOException {
        for (var name : new String[] {"a/x", "a.txt", "a-", "b/é", "b/z", "B"}) {
            Files.createDirectories(live.resolve(name).getParent());
            write(TreeName.of(name), name);
        }

        assertThat(Tree.of(live).entries).extracting(TreeEntry::name).isSorted().hasSize(9);
    }

    private void copyAndCompare() throws IOException {
        var remarks = Tree.of(live).copyTo(restored);

        assertThat(remarks).isEmpty();
        assertThat(Tree.listing(restored)).isEqualTo(Tree.listing(live)).hasSizeGreaterThan(1);
    }

    private void write(TreeName name, String content) throws IOException {
        Files.writeString(name.in(live), content);
    }

    private static void touch(Path path, String time) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.parse(time)));
    }

    private static void sparse(Path path, long size) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("begin".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 0);
            file.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }
    }

    private static long usedBytes(Path path) throws IOException {
        try {
            var du = new ProcessBuilder("du", "-B1", path.toString()).start();
            var text = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            du.waitFor();
            return Long.parseLong(text.split("\t")[0]);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
