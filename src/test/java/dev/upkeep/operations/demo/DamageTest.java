package dev.upkeep.operations.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.upkeep.operations.sets.ObjectRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamageTest {
    @TempDir
    Path store;

    @Test
    void aWholeObjectIsSeenAsWhole() throws Exception {
        assertThat(Damage.isWhole(store, stored())).isTrue();
    }

    @Test
    void oneBitIsEnoughAndNeitherLengthNorTimeTell() throws Exception {
        var object = stored();
        var file = store.resolve(object.name());
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        var before = Files.readAllBytes(file);

        Damage.inflict(store, object);

        assertThat(Damage.isWhole(store, object)).isFalse();
        assertThat(Files.readAllBytes(file)).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo("2026-01-01T00:00:00Z");
    }

    private ObjectRef stored() throws Exception {
        var plain = "forty hours in the kitchen\n".repeat(500).getBytes(UTF_8);
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain));
        var packed = Zstd.compress(plain);
        var object = new ObjectRef(hash, plain.length, packed.length);
        var file = store.resolve(object.name());
        Files.createDirectories(file.getParent());
        Files.write(file, packed);
        return object;
    }
}
