package dev.upkeep.base.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A settings file of the application: what a `.env`, a Java properties file or a YAML file says. Nothing in it is
/// executed; what such a file computes is a doubt, never a guess.
public record AppFile(Path file, List<Assignment> assignments) {
    private static final int LIMIT = 256 * 1024;

    public enum Format {
        /// `NAME=value` in lines.
        DOTENV,
        /// Java's `.properties`.
        PROPERTIES,
        /// Keys joined by dots: `services.db.environment.POSTGRES_USER`.
        YAML;

        /// As a reference begins with it: `dotenv`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AppFile {
        assignments = List.copyOf(assignments);
    }

    /// @throws IOException when it can't be read, is larger than 256 KiB or no text in UTF-8
    public static AppFile read(Path file, Format format) throws IOException {
        return parse(file, format, text(file));
    }

    public static AppFile parse(Path file, Format format, String text) {
        return new AppFile(
                file,
                switch (format) {
                    case DOTENV -> new DotEnvText(text).assignments();
                    case PROPERTIES -> PropertiesText.assignments(text);
                    case YAML -> YamlText.assignments(file, text);
                });
    }

    /// The file's text.
    ///
    /// @throws IOException as [#read]
    public static String text(Path file, OpenOption... options) throws IOException {
        try (var stream = Files.newInputStream(file, options)) {
            var bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IOException("is larger than 256 KiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            throw new IOException("is not text in UTF-8", otherEncoding);
        }
    }

    /// What a name means: where it is written twice, the last one counts.
    public Optional<Assignment> find(String name) {
        return assignments.stream()
                .filter(each -> each.name().equals(name))
                .max(Comparator.comparingInt(Assignment::line));
    }
}
