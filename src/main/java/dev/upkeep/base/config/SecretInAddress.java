package dev.upkeep.base.config;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Path;
import java.util.Optional;

/// The password in a database's address that is itself a secret: `dotenv:/srv/app/.env#DATABASE_URL:password`, or
/// `env:DATABASE_URL:password`.
public record SecretInAddress(Secret address) implements Secret {
    static final String SUFFIX = ":password";

    static Optional<Secret> parse(String text, Path folder) {
        return text.endsWith(SUFFIX) && !text.startsWith("file:")
                ? Secret.parse(text.substring(0, text.length() - SUFFIX.length()), folder)
                        .filter(whole -> !(whole instanceof SecretInAddress))
                        .map(SecretInAddress::new)
                : Optional.empty();
    }

    @Override
    public String reveal() {
        var parsed = DatabaseAddress.parse(address.reveal())
                .orElseThrow(() -> unusable("is no address of a database, or one that can be read in two ways"));
        if (parsed.password().isEmpty()) {
            throw unusable("holds no password");
        }
        return parsed.password();
    }

    @Override
    public String origin() {
        return address.origin() + SUFFIX;
    }

    @Override
    public String toString() {
        return "***";
    }

    private UpkeepException unusable(String why) {
        return new UpkeepException(
                Kind.CONFIGURATION,
                "secret %s %s".formatted(address.origin(), why),
                "Write it as postgresql://USER:PASSWORD@HOST:PORT/NAME, with @ : / ? # and % in the password encoded"
                        + " as %40 %3A %2F %3F %23 %25.");
    }
}
