package dev.upkeep.base.config;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// A reference to a secret. It is looked up when it is needed, and never printed.
public sealed interface Secret permits Secret.FromEnvironment, Secret.FromFile, SecretInAppFile, SecretInAddress {
    Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// The secret itself, as it is now.
    ///
    /// @throws UpkeepException CONFIGURATION when it is not there, is empty, or can't be read for certain
    String reveal();

    /// Where it comes from, as it is written: `env:NAME`, `file:PATH`, `dotenv:PATH#NAME`. May be shown.
    String origin();

    /// @param folder where a relative path starts
    /// @return empty when it is not a reference
    static Optional<Secret> parse(String text, Path folder) {
        if (text.startsWith("env:") && VARIABLE.matcher(text.substring(4)).matches()) {
            return Optional.of(new FromEnvironment(text.substring(4)));
        }
        if (text.startsWith("file:") && text.length() > 5 && text.indexOf('\0') < 0) {
            return Optional.of(new FromFile(folder.resolve(text.substring(5)).normalize()));
        }
        return SecretInAppFile.parse(text, folder).or(() -> SecretInAddress.parse(text, folder));
    }

    record FromEnvironment(String name) implements Secret {
        @Override
        public String reveal() {
            var value = System.getenv(name);
            if (value == null || value.isEmpty()) {
                throw new UpkeepException(
                        Kind.CONFIGURATION,
                        "environment variable %s is %s".formatted(name, value == null ? "not set" : "empty"),
                        "Set it where Upkeep is started, or name a file with file:PATH instead.");
            }
            return value;
        }

        @Override
        public String origin() {
            return "env:" + name;
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    record FromFile(Path file) implements Secret {
        private static final int LIMIT = 64 * 1024;

        /// The file's text without the line end at its end.
        @Override
        public String reveal() {
            try (var stream = Files.newInputStream(file)) {
                var bytes = stream.readNBytes(LIMIT + 1);
                var text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
                if (bytes.length > LIMIT || text.isEmpty()) {
                    throw unusable(text.isEmpty() ? "is empty" : "is larger than 64 KiB");
                }
                return text;
            } catch (NoSuchFileException missing) {
                throw unusable("does not exist");
            } catch (IOException unreadable) {
                throw unusable("can't be read by this account");
            }
        }

        @Override
        public String origin() {
            return "file:" + file;
        }

        @Override
        public String toString() {
            return "***";
        }

        private UpkeepException unusable(String why) {
            return new UpkeepException(
                    Kind.CONFIGURATION,
                    "secret file %s %s".formatted(file, why),
                    "Write the secret into it, readable for Upkeep's account only.");
        }
    }
}
