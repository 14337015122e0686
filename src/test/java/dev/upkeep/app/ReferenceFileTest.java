package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.config.Mistakes;
import dev.upkeep.base.config.Node;
import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.YamlFile;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/reference/upkeep.yml is manual, example and validator at once.
final class ReferenceFileTest {
    private static final Path FILE = Path.of("docs/reference/upkeep.yml");

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
                .containsAll(section.vocabulary())
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
