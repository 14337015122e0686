package dev.upkeep.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An application that Upkeep manages, as its file describes it.
///
/// @param name of `[a-z0-9][a-z0-9-]*`, unique among the apps
/// @param file where it is described
/// @param host `local`
/// @param health answers 200 when the app is well; null when there is no such address
public record App(
        String name,
        Path file,
        String host,
        DatabaseSettings database,
        FilesSettings files,
        BackupSettings backup,
        @Nullable URI health) {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public App {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not an app's name: " + name);
        }
    }
}
