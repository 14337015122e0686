package dev.upkeep.base.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class YamlFileTest {
    @TempDir
    private Path folder;

    @Test
    void everyPartKnowsItsPlace() throws IOException {
        var root = YamlFile.read(write("a: 1\nlist:\n  - x\n  - 'y'\n"), new Mistakes())
                .orElseThrow();

        assertThat(root.entries()).extracting(Node.Entry::key).containsExactly("a", "list");
        assertThat(root.entries().get(1).value()).isInstanceOfSatisfying(Node.Sequence.class, list -> {
            assertThat(list.items().get(1).mark().line()).isEqualTo(4);
            assertThat(list.items().get(1).mark().column()).isEqualTo(5);
        });
    }

    @Test
    void aKeyThatIsWrittenTwiceIsAMistake() throws IOException {
        assertThat(mistake("a: 1\nb: 2\na: 3\n")).isEqualTo("3:1: a is written twice, first in line 1. Remove one.");
    }

    @Test
    void whatIsNotYamlIsToldWithItsPlace() throws IOException {
        assertThat(mistake("a: 1\n b: 2\n"))
                .isEqualTo("2:3: this is not YAML: mapping values are not allowed here. Look at the indentation, the"
                        + " quotes and the colons there.");
        assertThat(mistake("a: 'open\n")).startsWith("2:1: this is not YAML: ");
        assertThat(mistake("a: \u0001\n")).contains("it holds characters that no text has");
    }

    @Test
    void anEmptyFileAListAndASecondDocumentAreMistakes() throws IOException {
        assertThat(mistake("# nothing\n")).isEqualTo("1:1: the file is empty. Begin with: app: NAME.");
        assertThat(mistake("- a\n")).isEqualTo("1:1: the file holds a list instead of keys. Begin with: app: NAME.");
        assertThat(mistake("a: 1\n---\nb: 1\n")).startsWith("2:1: a second document begins here.");
    }

    @Test
    void whatExhaustsAReaderIsRefused() throws IOException {
        assertThat(mistake("a: &a [x, x]\nb: [*a, *a]\n")).startsWith("1:4: anchors (&name) are not read here.");
        assertThat(mistake("b: *a\n")).startsWith("1:4: aliases (*name) are not read here.");
        assertThat(mistake("a: !!java.net.URL [x]\n")).startsWith("1:4: tags (!name) are not read here.");
        assertThat(mistake("a: " + "[".repeat(100_000))).contains("nested too deeply");
        assertThat(mistake("a: " + "x".repeat(1024 * 1024))).startsWith("1:1: the file is larger than 1 MiB.");
        assertThat(mistake("? [a, b]\n: c\n")).startsWith("1:3: a key is a list.");
    }

    @Test
    void anotherEncodingAndAMissingFileAreMistakes() throws IOException {
        var latin = folder.resolve("latin.yml");
        Files.write(latin, "a: Käse".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistake(latin)).isEqualTo("1:1: the file is not text in UTF-8. Save it in UTF-8.");
        assertThat(mistake(folder.resolve("none.yml"))).startsWith("1:1: the file can't be read");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("test.yml"), text);
    }

    private String mistake(String text) throws IOException {
        return mistake(write(text));
    }

    private static String mistake(Path file) {
        var mistakes = new Mistakes();
        YamlFile.read(file, mistakes);
        assertThat(mistakes.all()).hasSize(1);
        return mistakes.all().getFirst().toString().substring(file.toString().length() + 1);
    }
}
