package dev.upkeep.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void whatIsNotAReferenceIsNone() {
        assertThat(Secret.parse("geheim", folder)).isEmpty();
        assertThat(Secret.parse("env:", folder)).isEmpty();
        assertThat(Secret.parse("env:A B", folder)).isEmpty();
        assertThat(Secret.parse("file:", folder)).isEmpty();
    }
}
