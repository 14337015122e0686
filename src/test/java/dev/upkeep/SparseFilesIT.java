package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A file that is mostly holes, such as a disk image: small in the store, and small again when it is restored.
final class SparseFilesIT {
    private static final long GIGABYTE = 1L << 30;
    private static final int EXTENT = 64 * 1024;
    /// Three extents, and what the file system needs to find them.
    private static final long FEW = 1 << 20;

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    @BeforeAll
    static void database() {
        CommandsWorld.database(postgres);
    }

    @Test
    void holesAreSmallInTheStoreAndComeBackAsHoles() throws Exception {
        goesThereAndBack(GIGABYTE / 16);
    }

    @Test
    @Tag("long")
    void aGigabyteOfHolesToo() throws Exception {
        goesThereAndBack(GIGABYTE);
    }

    @Test
    @Tag("long")
    void aFileOfMoreThanFourGigabytesOverflowsNothing() throws Exception {
        goesThereAndBack(5 * GIGABYTE);
    }

    private void goesThereAndBack(long size) throws Exception {
        var world = CommandsWorld.in(temp, postgres);
        var image = temp.resolve("uploads/disk.img");
        write(image, size, List.of(8192L, size / 2 + 123, size - EXTENT - 3 * 4096));
        assertThat(used(image)).as("the test's file has holes").isLessThan(FEW);

        var taken = world.upkeep("backup", "--json").exits(0).json();

        assertThat(taken.get("bytes").asLong()).isGreaterThan(size);
        assertThat(taken.get("new_bytes").asLong()).isLessThan(2 * FEW);
        var back = temp.resolve("back");
        world.upkeep("restore", "--files", "--to", back.toString()).exits(0);
        assertSame(back.resolve("uploads/disk.img"), image);
        var script = world.store().resolve("restore.sh").toString();
        var byHand = temp.resolve("by-hand");
        run("sh", script, "files", taken.get("set").asString(), byHand.toString());
        assertSame(byHand.resolve("uploads/disk.img"), image);
    }

    private static void write(Path file, long size, List<Long> places) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            for (var place : places) {
                out.seek(place);
                out.write(
                        "extent at %016d ".formatted(place).repeat(EXTENT / 27).getBytes(StandardCharsets.US_ASCII));
            }
            out.setLength(size);
        }
    }

    private static void assertSame(Path restored, Path original) throws Exception {
        assertThat(Files.size(restored)).isEqualTo(Files.size(original));
        run("cmp", restored.toString(), original.toString());
        assertThat(used(restored))
                .as("bytes that %s uses on the disk", restored)
                .isLessThan(FEW);
    }

    private static long used(Path file) throws Exception {
        return Long.parseLong(run("stat", "-c", "%b", file.toString()).strip()) * 512;
    }

    private static String run(String... words) throws Exception {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(words), said).isZero();
        return said;
    }
}
