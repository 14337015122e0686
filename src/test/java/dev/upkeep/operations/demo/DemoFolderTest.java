package dev.upkeep.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoFolderTest {
    @TempDir
    Path temp;

    @Test
    void aFolderThatIsNotADemosIsLeftAlone() throws Exception {
        Files.writeString(temp.resolve("letter.txt"), "mine");

        assertThatThrownBy(() -> DemoFolder.open(temp))
                .hasMessage("the folder " + temp + " exists and is not a demo's; it was left alone")
                .satisfies(
                        e -> assertThat(((UpkeepException) e).problem().kind()).isEqualTo(Kind.REFUSED));
        assertThat(temp.resolve("letter.txt")).exists();
        assertThat(DemoFolder.existing(temp)).isEmpty();
    }

    @Test
    void twoDemosDoNotShareAFolder() {
        var place = temp.resolve("demo");
        try (var first = DemoFolder.open(place)) {
            assertThatThrownBy(() -> DemoFolder.open(place)).hasMessage("another demo runs in " + first.path());
        }
    }

    @Test
    void whatADeadDemoLeftIsTakenOver() throws Exception {
        var place = temp.resolve("demo");
        try (var dead = DemoFolder.open(place)) {
            Files.createDirectories(dead.file("store/objects"));
            Files.writeString(dead.file("store/objects/a"), "x");
        }

        try (var next = DemoFolder.open(place)) {
            next.empty();

            assertThat(next.file("store")).doesNotExist();
            next.remove();
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void removingFollowsNoLink() throws Exception {
        var outside = Files.writeString(temp.resolve("outside"), "mine");
        try (var folder = DemoFolder.open(temp.resolve("demo"))) {
            Files.createSymbolicLink(folder.file("link"), temp);

            folder.remove();
        }
        assertThat(outside).exists();
    }

    @Test
    void aKeptOneSaysSo() {
        try (var folder = DemoFolder.open(temp.resolve("demo"))) {
            assertThat(folder.isKept()).isFalse();
            folder.keep();
            assertThat(folder.isKept()).isTrue();
        }
    }
}
