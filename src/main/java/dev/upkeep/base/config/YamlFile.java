package dev.upkeep.base.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a settings file into a tree. What cannot be read is a mistake, not an exception.
public final class YamlFile {
    private static final int LIMIT = 1024 * 1024;

    private YamlFile() {}

    /// The file's sections; empty when there was a mistake that leaves none.
    public static Optional<Node.Mapping> read(Path file, Mistakes mistakes) {
        var start = new Mark(file, 1, 1);
        try (var stream = Files.newInputStream(file)) {
            var bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                mistakes.add(start, "the file is larger than 1 MiB", "Keep settings only in it");
                return Optional.empty();
            }
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new YamlTree(file, mistakes).read(text.toString());
        } catch (CharacterCodingException otherEncoding) {
            mistakes.add(start, "the file is not text in UTF-8", "Save it in UTF-8");
            return Optional.empty();
        } catch (IOException unreadable) {
            mistakes.add(
                    start,
                    "the file can't be read (%s)"
                            .formatted(unreadable.getClass().getSimpleName()),
                    "Let the account that runs Upkeep read it");
            return Optional.empty();
        }
    }
}
