package dev.upkeep;

import java.nio.file.Path;
import java.util.Optional;

/// The account that runs this command, and where it keeps things on this machine.
final class Account {
    private Account() {}

    static String current() {
        return System.getProperty("user.name", "unknown");
    }

    /// `/var/lib/upkeep` as root, else `$XDG_STATE_HOME/upkeep` or `~/.local/state/upkeep`.
    static Path stateFolder() {
        return folder("/var/lib", "XDG_STATE_HOME", Path.of(".local", "state"));
    }

    /// `/var/cache/upkeep` as root, else `$XDG_CACHE_HOME/upkeep` or `~/.cache/upkeep`.
    static Path cacheFolder() {
        return folder("/var/cache", "XDG_CACHE_HOME", Path.of(".cache"));
    }

    private static Path folder(String ofRoot, String variable, Path inHome) {
        if (current().equals("root")) {
            return Path.of(ofRoot, "upkeep");
        }
        return Optional.ofNullable(System.getenv(variable))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "/")).resolve(inHome))
                .resolve("upkeep");
    }
}
