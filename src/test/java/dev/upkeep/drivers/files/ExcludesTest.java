package dev.upkeep.drivers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExcludesTest {
    @ParameterizedTest
    @CsvSource({
        "*.tmp, a.tmp, true",
        "*.tmp, deep/down/a.tmp, true",
        "*.tmp, a.tmp/inside, false",
        "*.tmp, a.tmpx, false",
        "cache/*.bin, cache/a.bin, true",
        "cache/*.bin, cache/deep/a.bin, false",
        "cache/*.bin, x/cache/a.bin, false",
        "cache/**, cache/deep/a.bin, true",
        "**/cache, cache, true",
        "**/cache, x/y/cache, true",
        "/top, top, true",
        "/top, x/top, false",
        "a?c, aéc, true",
        "a?c, a/c, false",
        "[a-c]x, bx, true",
        "[!a-c]x, bx, false",
        "a.c, abc, false",
        "(x, (x, true",
    })
    void patternsMatchAsTheManualSays(String pattern, String name, boolean leftOut) {
        var excludes = new Excludes(List.of(pattern));

        assertThat(excludes.leavesOut(TreeName.of(name), false)).isEqualTo(leftOut);
    }

    @Test
    void aSlashAtTheEndLimitsAPatternToFolders() {
        var excludes = new Excludes(List.of("build/"));

        assertThat(excludes.leavesOut(TreeName.of("x/build"), true)).isTrue();
        assertThat(excludes.leavesOut(TreeName.of("x/build"), false)).isFalse();
    }

    @Test
    void namesThatAreNoTextAreMatchedByTheirBytes() {
        var name = TreeName.of(new byte[] {(byte) 0xff, '\n', '.', 't', 'm', 'p'});

        assertThat(new Excludes(List.of("*.tmp")).leavesOut(name, false)).isTrue();
    }

    @Test
    void aPatternThatCannotBeMeantIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Excludes(List.of("[ab")))
                .withMessage("\"[ab\" has a [ without its ]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Excludes(List.of("[z-a]")))
                .withMessage("\"[z-a]\" has a range in [ ] that goes backwards");
        assertThatIllegalArgumentException().isThrownBy(() -> new Excludes(List.of("/")));
    }
}
