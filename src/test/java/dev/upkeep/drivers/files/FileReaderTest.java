package dev.upkeep.drivers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.FileReader.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileReaderTest {
    private static final TreeName LOG = TreeName.of("log");

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void aFileThatChangesOnceIsReadAgain() throws IOException {
        Files.writeString(folder.resolve("log"), "one");
        var readings = new ArrayList<String>();

        var outcome = reader().read(LOG, content -> {
            readings.add(text(content));
            if (readings.size() == 1) {
                Files.writeString(folder.resolve("log"), "two, and longer");
            }
            return readings.getLast();
        });

        assertThat(kept(outcome).kept()).isEqualTo("two, and longer");
        assertThat(kept(outcome).settled()).isTrue();
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aFileThatNeverRestsIsKeptAsLastReadAndNamed() throws IOException {
        Files.writeString(folder.resolve("log"), "line\n");

        var outcome = reader().read(LOG, content -> {
            Files.writeString(folder.resolve("log"), "line\n", StandardOpenOption.APPEND);
            return text(content);
        });

        assertThat(kept(outcome).settled()).isFalse();
        assertThat(kept(outcome).kept()).isEqualTo("line\n".repeat(4));
        assertThat(kept(outcome).file().size()).isEqualTo(20);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void aFileThatGetsShorterIsRecordedWithWhatWasRead() throws IOException {
        Files.writeString(folder.resolve("log"), "0123456789");

        var outcome = reader().read(LOG, content -> {
            Files.writeString(folder.resolve("log"), "01234");
            var text = text(content);
            Files.writeString(folder.resolve("log"), "0123456789");
            return text;
        });

        assertThat(kept(outcome).settled()).isFalse();
        assertThat(kept(outcome).file().size()).isEqualTo(kept(outcome).kept().length());
    }

    @Test
    void aFileThatIsGoneIsAnAnswer() {
        assertThat(reader().read(LOG, FileReaderTest::text)).isInstanceOf(Outcome.Vanished.class);
    }

    @Test
    void aFileThatBecameALinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("log"), Path.of("/etc/passwd"));

        assertThat(reader().read(LOG, FileReaderTest::text)).isInstanceOf(Outcome.Vanished.class);
    }

    @Test
    void aFolderThatBecameALinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("d"), Path.of("/etc"));

        assertThat(reader().read(TreeName.of("d/passwd"), FileReaderTest::text)).isInstanceOf(Outcome.Vanished.class);
    }

    @Test
    void holesAreSeen() throws IOException {
        Files.write(folder.resolve("log"), new byte[3 * 4096]);
        Files.writeString(folder.resolve("text"), "x".repeat(10_000));

        assertThat(kept(reader().read(LOG, FileReaderTest::text)).holes()).isTrue();
        assertThat(kept(reader().read(TreeName.of("text"), FileReaderTest::text))
                        .holes())
                .isFalse();
    }

    @Test
    void aFileThatMayNotBeReadStopsTheBackupWithItsName() throws IOException {
        var secret = Files.writeString(folder.resolve("log"), "x");
        Files.setAttribute(secret, "unix:mode", 0);
        assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();

        assertThatThrownBy(() -> reader().read(LOG, FileReaderTest::text))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.MISSING))
                .hasMessage("files.uploads: %s may not be read by the account that runs Upkeep", secret);
    }

    @Test
    void whatIsUnchangedNeedNotBeReadUnlessItChangedWithinTheClocksGrain() throws IOException {
        Files.writeString(folder.resolve("log"), "one");
        var first = Tree.of(folder).file("log");

        assertThat(Tree.of(folder)
                        .file("log")
                        .hasSameContentAs(first, first.changed().plusSeconds(10)))
                .isTrue();
        assertThat(Tree.of(folder)
                        .file("log")
                        .hasSameContentAs(first, first.changed().plusSeconds(1)))
                .isFalse();

        Files.writeString(folder.resolve("log"), "two");
        Files.setLastModifiedTime(
                folder.resolve("log"),
                java.nio.file.attribute.FileTime.from(first.attributes().modified()));
        assertThat(Tree.of(folder)
                        .file("log")
                        .hasSameContentAs(first, first.changed().plusSeconds(10)))
                .as("a program set the time back")
                .isFalse();
    }

    private FileReader reader() {
        return new FileReader(FileGroup.find("uploads", folder), pauses::add);
    }

    private static String text(InputStream content) throws IOException {
        return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static Outcome.Kept<String> kept(Outcome<String> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Kept.class);
        return (Outcome.Kept<String>) outcome;
    }
}
