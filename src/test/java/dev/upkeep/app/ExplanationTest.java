package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.app.Explanation.Default;
import dev.upkeep.app.Explanation.NotSet;
import dev.upkeep.app.Explanation.Row;
import dev.upkeep.app.Explanation.Written;
import dev.upkeep.base.config.Mark;
import dev.upkeep.base.config.Mistakes;
import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.YamlFile;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplanationTest {
    @TempDir
    private Path folder;

    @Test
    void aValueIsInEffectAndItsLineIsNamed() throws IOException {
        var rows = explain("""
                app: vms
                database:
                  engine: postgres
                  name: vms
                  user: backup
                  password: env:PW
                files: { uploads: up }
                backup:
                  store: sets
                service: vms.service
                """);

        assertThat(rows)
                .contains(
                        new Row("database.name", "vms", written(4, 3)),
                        new Row("database.password", "env:PW", written(6, 3)),
                        new Row("files.uploads", folder.resolve("up").toString(), written(7, 10)),
                        new Row("backup.store", folder.resolve("sets").toString(), written(9, 3)),
                        new Row("stop", "[systemctl, stop, vms.service]", written(10, 1)));
    }

    @Test
    void whatIsNotWrittenHasItsDefaultOrIsNotSet() throws IOException {
        var rows = explain("""
                app: vms
                database: { engine: postgres, name: vms, user: backup, password: file:pw }
                backup: { store: sets }
                """);

        assertThat(rows)
                .contains(
                        new Row("database.port", "5432", new Default()),
                        new Row("database.admin", "backup", new Default()),
                        new Row("database.admin-password", "file:" + folder.resolve("pw"), new Default()),
                        new Row("backup.keep.last", "7", new Default()),
                        new Row("backup.keep.grace", "24 h", new Default()),
                        new Row("health", "", new NotSet()),
                        new Row("files", "", new NotSet()));
    }

    @Test
    void aRetentionThatIsWrittenHasNoneOfTheDefaultNumbers() throws IOException {
        var rows = explain("""
                app: vms
                database: { engine: postgres, name: vms, user: backup }
                backup: { store: sets, keep: { weekly: 4, grace: 90 min } }
                """);

        assertThat(rows)
                .contains(
                        new Row("backup.keep.last", "0", new Default()),
                        new Row("backup.keep.weekly", "4", written(3, 32)),
                        new Row("backup.keep.grace", "90 min", written(3, 43)));
    }

    @Test
    void everyKeyThatCanBeWrittenIsExplained() {
        var file = Path.of("docs/reference/upkeep.yml");
        var mistakes = new Mistakes();
        var section = Section.of(file, YamlFile.read(file, mistakes).orElseThrow(), mistakes);
        AppReader.read(section);
        var keys = Explanation.of(file).rows().stream().map(Row::key).toList();

        assertThat(section.vocabulary())
                .allMatch(key -> keys.stream().anyMatch(row -> row.equals(key) || row.startsWith(key.replace("*", "")))
                        || key.equals("files"));
    }

    @Test
    void aWrongFileIsNotExplained() {
        assertThatThrownBy(() -> explain("app: vms"))
                .isInstanceOf(UpkeepException.class)
                .hasMessageContaining("database is missing");
    }

    private Written written(int line, int column) {
        return new Written(new Mark(file(), line, column));
    }

    private Path file() {
        return folder.resolve("vms.yml");
    }

    private List<Row> explain(String text) throws IOException {
        Files.writeString(file(), text);
        return Explanation.of(file()).rows();
    }
}
