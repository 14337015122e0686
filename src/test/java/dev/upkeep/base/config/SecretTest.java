package dev.upkeep.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretTest {
    @TempDir
    private Path folder;

    @Test
    void aSecretIsLookedUpLateAndNeverPrinted() throws IOException {
        var secret = Secret.parse("file:pass", folder).orElseThrow();
        Files.writeString(folder.resolve("pass"), "geheim\n");

        assertThat(secret.reveal()).isEqualTo("geheim");
        assertThat(secret).hasToString("***");
        assertThat(secret.origin()).isEqualTo("file:" + folder.resolve("pass"));
    }

    @Test
    void onlyTheLastLineEndIsNotPartOfIt() throws IOException {
        Files.writeString(folder.resolve("pass"), " a\nb \r\n");

        assertThat(Secret.parse("file:pass", folder).orElseThrow().reveal()).isEqualTo(" a\nb ");
    }

    @Test
    void aVariableIsReadFromTheEnvironment() {
        assertThat(Secret.parse("env:PATH", folder).orElseThrow().reveal()).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void whatIsNotThereIsNamedWithWhatToDo() throws IOException {
        Files.createFile(folder.resolve("empty"));

        assertThatThrownBy(Secret.parse("env:UPKEEP_NEVER_SET", folder).orElseThrow()::reveal)
                .isInstanceOf(UpkeepException.class)
                .hasMessage("environment variable UPKEEP_NEVER_SET is not set");
        assertThatThrownBy(Secret.parse("file:none", folder).orElseThrow()::reveal)
                .hasMessage("secret file %s does not exist".formatted(folder.resolve("none")));
        assertThatThrownBy(Secret.parse("file:empty", folder).orElseThrow()::reveal)
                .hasMessage("secret file %s is empty".formatted(folder.resolve("empty")));
    }

    @Test
    void aSecretMayStandInTheAppsOwnFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "DB_PASSWORD='geheim'\nDATABASE_URL=postgresql://u:p%40ss@h/n\n");
        Files.writeString(folder.resolve("app.properties"), "db.password=geheim\n");
        Files.writeString(folder.resolve("app.yml"), "db: { password: geheim }\n");

        assertThat(reveal("dotenv:.env#DB_PASSWORD")).isEqualTo("geheim");
        assertThat(reveal("dotenv:.env#DATABASE_URL:password")).isEqualTo("p@ss");
        assertThat(reveal("properties:app.properties#db.password")).isEqualTo("geheim");
        assertThat(reveal("yaml:app.yml#db.password")).isEqualTo("geheim");
    }

    @Test
    void itsOriginReadsBackAsTheSameAndItIsNotPrinted() {
        for (var text : List.of("dotenv:/srv/a#b/.env#PW", "env:URL:password", "dotenv:/srv/.env#URL:password")) {
            var secret = Secret.parse(text, folder).orElseThrow();

            assertThat(secret).hasToString("***");
            assertThat(secret.origin()).isEqualTo(text);
        }
    }

    @Test
    void aSecretInTheAppsFileThatCannotBeReadIsNamedWithoutBeingShown() throws IOException {
        Files.writeString(folder.resolve(".env"), "EMPTY=\nHASH=geh#eim\nURL=postgresql://u:ge@heim@h/n\n");
        var env = folder.resolve(".env");

        assertThatThrownBy(() -> reveal("dotenv:none#A"))
                .hasMessage("secret A in %s can't be read: the file does not exist".formatted(folder.resolve("none")));
        assertThatThrownBy(() -> reveal("dotenv:.env#A")).hasMessage("secret A in %s is not in there".formatted(env));
        assertThatThrownBy(() -> reveal("dotenv:.env#EMPTY"))
                .hasMessage("secret EMPTY in %s (line 1) is empty".formatted(env));
        assertThatThrownBy(() -> reveal("dotenv:.env#HASH"))
                .hasMessage("secret HASH in %s (line 2) holds a # outside of quotes, which programs read differently"
                        .formatted(env));
        assertThatThrownBy(() -> reveal("dotenv:.env#URL:password"))
                .hasMessage("secret dotenv:%s#URL is no address of a database, or one that can be read in two ways"
                        .formatted(env));
    }

    private String reveal(String reference) {
        return Secret.parse(reference, folder).orElseThrow().reveal();
    }

    @Test
    void whatIsNotAReferenceIsNone() {
        assertThat(Secret.parse("geheim", folder)).isEmpty();
        assertThat(Secret.parse("env:", folder)).isEmpty();
        assertThat(Secret.parse("env:A B", folder)).isEmpty();
        assertThat(Secret.parse("file:", folder)).isEmpty();
        assertThat(Secret.parse("dotenv:.env", folder)).isEmpty();
        assertThat(Secret.parse("dotenv:#A", folder)).isEmpty();
        assertThat(Secret.parse("dotenv:.env#", folder)).isEmpty();
        assertThat(Secret.parse("env:A:password:password", folder)).isEmpty();
    }
}
