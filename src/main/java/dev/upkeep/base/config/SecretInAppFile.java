package dev.upkeep.base.config;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A secret where the application has it, so that it is written in one place only: `dotenv:/srv/app/.env#DB_PASSWORD`,
/// `properties:PATH#KEY`, `yaml:PATH#KEY.BELOW.KEY`.
public record SecretInAppFile(AppFile.Format format, Path file, String name) implements Secret {
    /// Empty when it is no reference of this form, or one to a part of an address.
    static Optional<Secret> parse(String text, Path folder) {
        return Stream.of(AppFile.Format.values())
                .filter(format -> text.startsWith(format.word() + ":"))
                .findFirst()
                .flatMap(format -> parse(format, text.substring(format.word().length() + 1), folder));
    }

    private static Optional<Secret> parse(AppFile.Format format, String place, Path folder) {
        var hash = place.lastIndexOf('#');
        var isReference = hash > 0
                && hash < place.length() - 1
                && place.indexOf('\0') < 0
                && !place.endsWith(SecretInAddress.SUFFIX)
                && !place.startsWith("~");
        return isReference
                ? Optional.of(new SecretInAppFile(
                        format, folder.resolve(place.substring(0, hash)).normalize(), place.substring(hash + 1)))
                : Optional.empty();
    }

    @Override
    public String reveal() {
        try {
            var found = AppFile.read(file, format).find(name);
            if (found.isEmpty()) {
                throw unusable("is not in there", "Correct the reference, or write it there.");
            }
            if (!found.get().isCertain()) {
                throw unusable(
                        "(line %d) %s".formatted(found.get().line(), found.get().doubt()),
                        "Write the secret alone into a file of mode 0600, and name it with file:PATH.");
            }
            if (found.get().value().isEmpty()) {
                throw unusable("(line %d) is empty".formatted(found.get().line()), "Write it there.");
            }
            return found.get().value();
        } catch (NoSuchFileException missing) {
            throw unusable("can't be read: the file does not exist", "Correct the reference.");
        } catch (IOException unreadable) {
            throw unusable(
                    "can't be read: the file is not readable for this account, or no text of at most 256 KiB",
                    "Let Upkeep's account read it (setfacl -m u:ACCOUNT:r FILE).");
        }
    }

    @Override
    public String origin() {
        return "%s:%s#%s".formatted(format.word(), file, name);
    }

    @Override
    public String toString() {
        return "***";
    }

    private UpkeepException unusable(String why, String hint) {
        return new UpkeepException(Kind.CONFIGURATION, "secret %s in %s %s".formatted(name, file, why), hint);
    }
}
