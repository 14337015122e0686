package dev.upkeep.operations.backup;

import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What belongs to an application, and where it is kept.
///
/// @param database null when the app has none
/// @param files folders or single files by the operator's name for them
/// @param excludes as [dev.upkeep.drivers.files.Excludes] takes them
/// @param storeFolder where the store is, when it is on this machine
/// @param version the application's, or empty when it is not known
/// @param tools versions of the programs that take part, by name
public record BackupSource(
        String app,
        @Nullable Database database,
        SortedMap<String, Path> files,
        List<String> excludes,
        Store store,
        @Nullable Path storeFolder,
        String version,
        Map<String, String> tools) {
    public BackupSource {
        files = new TreeMap<>(files);
        excludes = List.copyOf(excludes);
        tools = Map.copyOf(tools);
    }
}
