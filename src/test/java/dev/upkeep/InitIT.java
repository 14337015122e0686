package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.operations.discovery.Samples;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// From an application's folder to its first proven set, without a word written by hand, on a real server.
final class InitIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    private Path folder;

    private Path vms;

    @BeforeEach
    void anApplication() throws IOException {
        vms = Samples.copy("flask/vms", folder);
        var env = vms.resolve(".env");
        var address = "postgresql://%s:%s@%s:%d/vms"
                .formatted(postgres.user(), postgres.password(), postgres.host(), postgres.port());
        Files.writeString(env, Files.readString(env).replaceFirst("postgresql://\\S+", address));
    }

    @Test
    void anApplicationIsBackedUpAndProvenWithoutAnEdit() {
        CommandsWorld.database(postgres);

        var said = upkeep(
                        "init",
                        vms.toString(),
                        "--store",
                        folder.resolve("store").toString())
                .exits(0);
        assertThat(said.out())
                .startsWith("Flask in ")
                .contains("Take the first set: upkeep backup")
                .doesNotContain(postgres.password());
        assertThat(folder.resolve("upkeep.yml")).content().doesNotContain(postgres.password());

        var set = upkeep("backup", "--json").exits(0).json();
        assertThat(set.get("rows").asLong()).isEqualTo(20);
        assertThat(set.get("files").asLong()).isEqualTo(2);
        assertThat(upkeep("verify", "--json").exits(0).json().get("verdict").asString())
                .isEqualTo("proven");
    }

    @Test
    void whatTheDoctorFindsIsSaidAndTheFileIsThere() throws IOException {
        var env = vms.resolve(".env");
        Files.writeString(env, Files.readString(env).replace(postgres.password(), "another"));

        var said = upkeep(
                        "init",
                        vms.toString(),
                        "--store",
                        folder.resolve("store").toString(),
                        "--json")
                .exits(3);

        assertThat(said.json().get("findings").toString()).contains("\"verdict\":\"failure\"");
        assertThat(said.words()).contains("Mend this, then run: upkeep doctor").doesNotContain("another");
        assertThat(folder.resolve("upkeep.yml")).exists();
    }

    private CommandsWorld.Said upkeep(String... words) {
        return new CommandsWorld(folder, postgres).upkeep(words);
    }
}
