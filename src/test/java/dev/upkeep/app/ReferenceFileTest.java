package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.config.Mistakes;
import dev.upkeep.base.config.Node;
import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/reference/upkeep.yml is manual, example and validator at once.
final class ReferenceFileTest {
    private static final Path FILE = Path.of("docs/reference/upkeep.yml");

    /// They can't stand in one file with `service`; the file names them in a comment.
    private static final List<String> INSTEAD_OF_SERVICE = List.of("stop", "start");

    @Test
    void itNamesTheKeysThatStandInsteadOfOthers() throws IOException {
        var text = Files.readString(FILE);

        assertThat(INSTEAD_OF_SERVICE).allSatisfy(key -> assertThat(text).contains("\n#   " + key + ": ["));
    }

    @Test
    void itIsAValidFile() {
        assertThat(Apps.read(FILE).all()).extracting(App::name).containsExactly("vms");
    }

    @Test
    void itHoldsEveryKeyThatTheCodeKnowsAndNoOther() {
        var mistakes = new Mistakes();
        var root = YamlFile.read(FILE, mistakes).orElseThrow();
        var section = Section.of(FILE, root, mistakes);
        AppReader.read(section);

        assertThat(keys("", root).map(key -> key.replaceFirst("^files\\..*", "files.*")))
                .containsAll(section.vocabulary().stream()
                        .filter(key -> !INSTEAD_OF_SERVICE.contains(key))
                        .toList())
                .allMatch(section.vocabulary()::contains);
    }

    @Test
    void itsDefaultsAreTheOnesOfTheCode() {
        var app = Apps.read(FILE).all().getFirst();

        assertThat(app.backup().keep()).isEqualTo(RetentionSettings.DEFAULT);
        assertThat(app.database().port()).isEqualTo(DatabaseSettings.DEFAULT_PORT);
    }

    private static Stream<String> keys(String prefix, Node.Mapping mapping) {
        return mapping.entries().stream()
                .flatMap(entry -> {
                    var name = Stream.of(prefix + entry.key());
                    return entry.value() instanceof Node.Mapping below
                            ? Stream.concat(name, keys(prefix + entry.key() + ".", below))
                            : name;
                })
                .distinct();
    }
}
