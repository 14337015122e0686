package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.discovery.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `upkeep init` without a server, as people and programs meet it.
final class InitTest {
    @TempDir
    private Path folder;

    @Test
    void printingWritesNothingAndIsTheFile() {
        var said = init(Samples.copy("flask/vms", folder), "--print").exits(0);

        assertThat(said.out()).startsWith("# Proposed by upkeep init").contains("\ndatabase:\n  engine: postgres ");
        assertThat(said.words()).isEmpty();
        assertThat(config()).doesNotExist();
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Files.writeString(config(), "mine");

        var said = init(Samples.copy("flask/vms", folder)).exits(4);

        assertThat(said.words())
                .contains("%s is there already, and stays as it is".formatted(config()))
                .contains("upkeep init FOLDER --print");
        assertThat(config()).hasContent("mine");
    }

    @Test
    void aLinkIsNotWrittenThrough() throws IOException {
        Files.createSymbolicLink(config(), folder.resolve("victim"));

        init(Samples.copy("flask/vms", folder)).exits(4);

        assertThat(folder.resolve("victim")).doesNotExist();
    }

    @Test
    void aMariaDbIsSaidAndTheFileIsWrittenForCompletion() throws IOException {
        var said = init(Samples.copy("laravel-mariadb/parish", folder)).exits(5);

        assertThat(said.out())
                .startsWith("Laravel in %s. Wrote %s:\n"
                        .formatted(folder.toRealPath().resolve("parish"), config()))
                .containsPattern("\n  files\\.app +\\S+/parish/storage/app +a folder of that name is there\n");
        assertThat(said.words())
                .contains("database mysql \"parish\" at 127.0.0.1:3306 (.env:1) is not supported yet")
                .contains("Complete the lines that begin with # in " + config());
        assertThat(config()).content().contains("\nfiles:\n").doesNotContain("caterpillar");
    }

    @Test
    void programsGetOneDocument() {
        var document = init(Samples.copy("laravel-mariadb/parish", folder), "--json")
                .exits(5)
                .json();

        assertThat(CommandsWorld.fields(document))
                .containsExactly(
                        "folder: STRING",
                        "shapes: ARRAY",
                        "complete: BOOLEAN",
                        "settings: ARRAY",
                        "remarks: ARRAY",
                        "file: STRING",
                        "problem: OBJECT");
        assertThat(document.get("settings").get(0).toString())
                .isEqualTo("{\"key\":\"app\",\"value\":\"parish\",\"why\":null,\"seen\":\"the folder's name\"}");
        assertThat(document.toString()).doesNotContain("caterpillar");

        var printed =
                init(folder.resolve("parish"), "--json", "--print").exits(5).json();
        assertThat(printed.get("text").asString())
                .contains("is not supported yet")
                .doesNotContain("caterpillar");
    }

    @Test
    void aFolderWithoutAnApplicationIsLeftAlone() throws IOException {
        var said = init(Files.createDirectory(folder.resolve("empty"))).exits(2);

        assertThat(said.words()).contains("nothing of an application was seen in");
        assertThat(config()).doesNotExist();
    }

    @Test
    void aFolderOfConfigurationsGetsAFileOfTheAppsName() throws IOException {
        var all = Files.createDirectory(folder.resolve("etc"));

        CommandsWorld.bare(
                        "init", Samples.copy("laravel-mariadb/parish", folder).toString(), "--config", all.toString())
                .exits(5);

        assertThat(all.resolve("parish.yml")).exists();
    }

    private CommandsWorld.Said init(Path app, String... more) {
        var words = new ArrayList<>(List.of("init", app.toString()));
        words.addAll(List.of("--config", config().toString()));
        words.addAll(List.of("--state", folder.resolve("state").toString()));
        words.addAll(List.of("--store", folder.resolve("store").toString()));
        words.addAll(List.of(more));
        return CommandsWorld.bare(words.toArray(String[]::new));
    }

    private Path config() {
        return folder.resolve("upkeep.yml");
    }
}
