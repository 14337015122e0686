package dev.upkeep.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolunteerFilesTest {
    @TempDir
    Path folder;

    @Test
    void areTheSameNamesTimesAndBytesEveryTime() throws Exception {
        new VolunteerFiles(folder.resolve("a")).write();
        new VolunteerFiles(folder.resolve("b")).write();

        var once = contents(folder.resolve("a"));

        assertThat(once).isEqualTo(contents(folder.resolve("b")));
        assertThat(once)
                .hasSizeGreaterThan(360)
                .containsKeys(
                        "photos/Sommerfest – Grüße aus Köln.jpg", "photos/newest.jpg", "certificates/C-100001.pdf");
    }

    @Test
    void oneIsSparse() throws Exception {
        new VolunteerFiles(folder.resolve("a")).write();

        var file = folder.resolve("a/imports/salesforce-cache.bin");

        assertThat(Files.size(file)).isGreaterThan(30_000_000);
        assertThat(bytesOnDisk(file)).isLessThan(1_000_000);
    }

    private static long bytesOnDisk(Path file) throws IOException {
        try (var answer = new ProcessBuilder("stat", "--format=%b", file.toString())
                .start()
                .inputReader()) {
            return 512 * Long.parseLong(answer.readLine());
        }
    }

    @Test
    void aMonthChangesAFew() throws Exception {
        var files = new VolunteerFiles(folder.resolve("a"));
        files.write();
        var before = contents(folder.resolve("a"));

        files.change();

        var after = contents(folder.resolve("a"));
        assertThat(after).hasSize(before.size() + 3);
        after.entrySet().removeAll(before.entrySet());
        assertThat(after)
                .containsOnlyKeys(
                        "photos/0007.jpg",
                        "certificates/C-100241.pdf",
                        "certificates/C-100242.pdf",
                        "certificates/C-100243.pdf");
    }

    private static Map<String, String> contents(Path tree) throws IOException, NoSuchAlgorithmException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(tree)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(
                        tree.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + HexFormat.of().formatHex(hash));
            }
        }
        return found;
    }
}
