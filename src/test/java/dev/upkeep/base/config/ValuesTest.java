package dev.upkeep.base.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.config.Value.Bad;
import dev.upkeep.base.config.Value.Good;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValuesTest {
    private static final Mark HERE = new Mark(Path.of("test.yml"), 1, 1);

    @Test
    void timesHaveUnits() {
        assertThat(read(Values.duration(), "30 s")).isEqualTo(new Good<>(Duration.ofSeconds(30)));
        assertThat(read(Values.duration(), "90min")).isEqualTo(new Good<>(Duration.ofMinutes(90)));
        assertThat(read(Values.duration(), "2 h")).isEqualTo(new Good<>(Duration.ofHours(2)));
        assertThat(read(Values.duration(), "14 d")).isEqualTo(new Good<>(Duration.ofDays(14)));
        for (var wrong : List.of("30", "2 hours", "-1 h", "1 h 30 min", "99999999999 s")) {
            assertThat(read(Values.duration(), wrong))
                    .isEqualTo(new Bad<>(
                            "is \"%s\" instead of a time".formatted(wrong),
                            "Write for example: 30 s, 90 min, 2 h or 14 d"));
        }
    }

    @Test
    void sizesHaveUnitsAndDoNotOverflow() {
        assertThat(read(Values.size(), "2 GB")).isEqualTo(new Good<>(2_000_000_000L));
        assertThat(read(Values.size(), "1KiB")).isEqualTo(new Good<>(1024L));
        assertThat(read(Values.size(), "999999999 TB")).isInstanceOf(Bad.class);
        assertThat(read(Values.size(), "2 gb")).isInstanceOf(Bad.class);
    }

    @Test
    void numbersHaveBounds() {
        assertThat(read(Values.number(1, 65_535), "5432")).isEqualTo(new Good<>(5432));
        for (var wrong : List.of("0", "65536", "-1", "1.5", "0x10", "99999999999999", "many")) {
            assertThat(read(Values.number(1, 65_535), wrong)).isInstanceOf(Bad.class);
        }
    }

    @Test
    void aSingleValueStandsForAListOfOne() {
        var list = new Node.Sequence(HERE, List.of(scalar("a"), scalar("b")));

        assertThat(Values.listOf(Values.text()).read(list)).isEqualTo(new Good<>(List.of("a", "b")));
        assertThat(read(Values.listOf(Values.text()), "a")).isEqualTo(new Good<>(List.of("a")));
    }

    @Test
    void aSecretInPlainTextIsRefusedAndNotShown() {
        var read = read(Values.secret(Path.of("/etc")), "hunter2");

        assertThat(read).isInstanceOf(Bad.class);
        assertThat(read.toString())
                .doesNotContain("hunter2")
                .contains("env:NAME")
                .contains("file:PATH");
    }

    @Test
    void anAddressMayNotHoldAPassword() {
        assertThat(read(Values.webAddress(), "http://127.0.0.1:5000/health")).isInstanceOf(Good.class);
        assertThat(read(Values.webAddress(), "https://me:geheim@example/").toString())
                .doesNotContain("geheim");
        for (var wrong : List.of("file:///etc/passwd", "/health", "http:///x", "http://a b/")) {
            assertThat(read(Values.webAddress(), wrong)).isInstanceOf(Bad.class);
        }
    }

    @Test
    void pathsStartAtTheFilesFolder() {
        assertThat(read(Values.path(Path.of("/etc/upkeep")), "../x")).isEqualTo(new Good<>(Path.of("/etc/x")));
        assertThat(read(Values.path(Path.of("/etc/upkeep")), "/srv")).isEqualTo(new Good<>(Path.of("/srv")));
        assertThat(read(Values.path(Path.of("/etc/upkeep")), "~/x")).isInstanceOf(Bad.class);
    }

    @Test
    void aTextIsOneLineAndNotNothing() {
        assertThat(read(Values.text(), "yes")).isEqualTo(new Good<>("yes"));
        assertThat(read(Values.text(), "a\nb")).isInstanceOf(Bad.class);
        assertThat(Values.text().read(new Node.Scalar(HERE, "", false)))
                .isEqualTo(new Bad<>("is empty instead of a text", "Write a value after the colon"));
    }

    @Test
    void aSlipOfTheHandIsUnderstood() {
        var keys = List.of("app", "database", "files", "exclude", "backup", "health");

        assertThat(Suggestion.near("fils", keys)).hasValue("files");
        assertThat(Suggestion.near("Databse", keys)).hasValue("database");
        assertThat(Suggestion.near("bakcup", keys)).hasValue("backup");
        assertThat(Suggestion.near("retention", keys)).isEmpty();
    }

    private static <T> Value.Read<T> read(Value<T> value, String text) {
        return value.read(scalar(text));
    }

    private static Node scalar(String text) {
        return new Node.Scalar(HERE, text, false);
    }
}
