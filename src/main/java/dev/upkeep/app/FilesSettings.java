package dev.upkeep.app;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What belongs to the app besides its database: `files` and `exclude`.
///
/// @param trees absolute paths of folders or single files, by the operator's name for them, in the file's order
/// @param exclude patterns of names that are left out, for example `*.tmp`
public record FilesSettings(Map<String, Path> trees, List<String> exclude) {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public FilesSettings {
        trees = Collections.unmodifiableMap(new LinkedHashMap<>(trees));
        exclude = List.copyOf(exclude);
    }
}
