package dev.upkeep.app;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// An application that Upkeep manages, as its file describes it.
///
/// @param name of `[a-z0-9][a-z0-9-]*`, unique among the apps
/// @param file where it is described
/// @param host `local`
public record App(
        String name,
        Path file,
        String host,
        DatabaseSettings database,
        FilesSettings files,
        BackupSettings backup,
        ServiceSettings service,
        ObjectivesSettings objectives) {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public App {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not an app's name: " + name);
        }
    }
}
