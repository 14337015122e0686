package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Runs the recipe of docs/design/fingerprint.md as it stands there.
final class FingerprintByHandIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path folder;

    @Test
    void theRecipeByHandGivesTheSameFingerprint() throws IOException {
        postgres.createDatabase("hand");
        postgres.psql("hand", """
                CREATE TABLE small (id int, word text, number float8, at timestamptz);
                INSERT INTO small VALUES (1, NULL, '-0', 'infinity'), (2, '', 'NaN', '2026-10-25 00:30+00'), (2, '', 'NaN', NULL),
                    (3, E' tab\\t, line\\n, back\\\\ ', 0.1, '-infinity'), (4, 'größe 漢字', '-Infinity', NULL), (4, '\\N', 0, NULL);
                """);
        var world = new SnapshotWorld(postgres, "hand");
        try (var snapshot = world.snapshot()) {
            var reading = world.read(snapshot, world.table(snapshot, "public.small"));

            assertThat(byHand("public.small", "id,word,number,at"))
                    .isEqualTo("%d rows, fingerprint %s", reading.rows(), reading.fingerprint());
            assertThat(reading.rows()).isEqualTo(6);
        }
    }

    private String byHand(String table, String columns) throws IOException {
        var page = Files.readString(Path.of("docs/design/fingerprint.md"));
        var recipe = page.substring(page.indexOf("```sh\n") + 6, page.lastIndexOf("```"));
        var script = Files.writeString(folder.resolve("fingerprint.sh"), recipe);
        var command = Command.of("sh", script.toString(), table, columns);
        for (var word : postgres.clientEnvironment("hand").entrySet()) {
            command = command.environment(word.getKey(), word.getValue());
        }
        return new LocalHost(Pause.real())
                .run(command)
                .orFail("the recipe failed", "")
                .output()
                .strip();
    }
}
