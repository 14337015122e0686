package dev.upkeep;

import java.nio.file.Path;
import java.util.Optional;

/// The account that runs this command, and where it keeps its state.
final class Account {
    private Account() {}

    static String current() {
        return System.getProperty("user.name", "unknown");
    }

    /// `/var/lib/upkeep` as root, else `$XDG_STATE_HOME/upkeep` or `~/.local/state/upkeep`.
    static Path stateFolder() {
        if (current().equals("root")) {
            return Path.of("/var/lib/upkeep");
        }
        return Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "/"), ".local", "state"))
                .resolve("upkeep");
    }
}
