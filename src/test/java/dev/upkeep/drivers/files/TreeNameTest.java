package dev.upkeep.drivers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "..", "a/../b", "a/./b", "a//b", "a/", ".", "a\0b"})
    void aNameThatCouldLeaveItsFolderIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TreeName.of(text));
    }

    @Test
    void namesThatOnlyLookDangerousAreNames() {
        var odd =
                Stream.of("...", "-rf", "a\\..\\b", "~", " ", "..a/b..", "a\nb").map(TreeName::of);

        assertThat(odd).allSatisfy(name -> assertThat(name.in(Path.of("/x"))).startsWithRaw(Path.of("/x")));
    }

    @Test
    void bytesThatAreNoTextSurviveTheWayToAPathAndBack() {
        var bytes = new byte[] {'a', (byte) 0xff, '\n', (byte) 0xc3, (byte) 0xa9, '%', '\\', 0x7f, 1};
        var name = TreeName.of(bytes);

        var back = Octets.ofRelative(Path.of("/x").relativize(name.in(Path.of("/x"))));

        assertThat(TreeName.of("d").child(back).parts().getLast()).isEqualTo(name.octets());
        assertThat(name.bytes()).isEqualTo(bytes);
    }

    @Test
    void aFolderComesBeforeItsContentAndThatBeforeItsNextSibling() {
        var sorted = Stream.of("a.txt", "b", "a/x", "a", "a/x/y", "a-", "a/é", "a/x!")
                .map(TreeName::of)
                .sorted();

        assertThat(sorted)
                .map(TreeName::toString)
                .containsExactly("a", "a/x", "a/x/y", "a/x!", "a/é", "a-", "a.txt", "b");
    }

    @Test
    void peopleSeeTextWhereItIsTextAndNothingThatMovesTheirCursor() {
        assertThat(TreeName.of("Übersicht 名.pdf")).hasToString("Übersicht 名.pdf");
        assertThat(TreeName.of("a\nb\tc\\d")).hasToString("a\\nb\\tc\\\\d");
        assertThat(TreeName.of("\u001b[2Jx\u202egpj")).hasToString("\\u{1b}[2Jx\\u{202e}gpj");
        assertThat(TreeName.of(new byte[] {'a', (byte) 0xff})).hasToString("a\\xff");
    }

    @Test
    void whatIsWithinAFolderDoesNotOnlyBeginLikeIt() {
        assertThat(TreeName.of("a/b").isWithin(TreeName.of("a"))).isTrue();
        assertThat(TreeName.of("ab").isWithin(TreeName.of("a"))).isFalse();
        assertThat(TreeName.of("ab").isWithin(TreeName.ROOT)).isTrue();
    }
}
