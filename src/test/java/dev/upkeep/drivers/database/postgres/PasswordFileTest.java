package dev.upkeep.drivers.database.postgres;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found in the temp folder, where everybody may put files of any name.
final class PasswordFileTest {
    @TempDir
    Path temp;

    @Test
    void whatADeadProcessOfThisAccountLeftIsRemoved() throws IOException {
        var left = leftBehind();

        PasswordFile.removeLeftBehind(temp);

        assertThat(left).doesNotExist();
    }

    @Test
    void theFileOfAnotherAccountIsNotTouched() throws IOException {
        var others = leftBehind();
        assumeThat(Files.getAttribute(others, "unix:uid"))
                .as("only root can give files away")
                .isEqualTo(0);
        Files.setAttribute(others, "unix:uid", 4711);
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-rw-rw-"));

        PasswordFile.removeLeftBehind(temp);

        assertThat(others).exists();
    }

    @Test
    void aLinkOrFolderOfThatNameIsNotTouched() throws IOException {
        var precious = Files.writeString(temp.resolve("precious"), "x");
        var link = Files.createSymbolicLink(temp.resolve("upkeep-pgpass-link"), precious);
        var folder = Files.createDirectory(temp.resolve("upkeep-pgpass-folder"));

        PasswordFile.removeLeftBehind(temp);

        assertThat(precious).exists();
        assertThat(link).isSymbolicLink();
        assertThat(folder).isDirectory();
    }

    @Test
    void aFileThatIsInUseStaysAndTheOthersGo() throws IOException {
        var left = leftBehind();
        var used = Files.createTempFile(temp, "upkeep-pgpass-", "");
        try (var channel = FileChannel.open(used, WRITE);
                var lock = channel.lock()) {
            PasswordFile.removeLeftBehind(temp);

            assertThat(lock.isValid()).isTrue();
            assertThat(used).exists();
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void aTempFolderThatCantBeListedStopsNoCommand() throws IOException {
        var noFolder = Files.createFile(temp.resolve("no-folder"));

        assertThatCode(() -> PasswordFile.removeLeftBehind(noFolder)).doesNotThrowAnyException();
        assertThatCode(() -> PasswordFile.removeLeftBehind(temp.resolve("gone")))
                .doesNotThrowAnyException();
    }

    private Path leftBehind() throws IOException {
        return Files.writeString(temp.resolve("upkeep-pgpass-left"), "*:*:*:*:word\n");
    }
}
