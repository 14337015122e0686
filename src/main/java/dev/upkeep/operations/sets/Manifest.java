package dev.upkeep.operations.sets;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a set is. Small, whatever the size of the application: tables, pieces and files are in the two lists.
///
/// @param taken the database's moment, by its own clock
/// @param finished the backup's end, by Upkeep's clock
/// @param note the operator's words, or empty
/// @param who the account that asked for it
/// @param upkeep the version of Upkeep that wrote it
/// @param appVersion the application's version, or empty when it is not known
/// @param tools version by program, sorted by name
/// @param inventory object with one line per database object
public record Manifest(
        int format,
        SetId set,
        String app,
        Instant taken,
        Instant finished,
        String note,
        String who,
        String run,
        String upkeep,
        String appVersion,
        Map<String, String> tools,
        ObjectRef databaseList,
        ObjectRef filesList,
        ObjectRef inventory,
        DatabaseDescription database,
        List<String> notIncluded,
        Reading largeObjects,
        Totals totals,
        double seconds) {
    public static final int FORMAT = 1;

    public Manifest {
        tools = new TreeMap<>(tools);
        notIncluded = List.copyOf(notIncluded);
    }

    @Override
    public Map<String, String> tools() {
        return Map.copyOf(tools);
    }

    /// @param plainBytes of everything in the set, as it was read
    /// @param storedBytes of all its objects, shared ones too
    /// @param newBytes of the objects that this set added to the store
    public record Totals(long tables, long rows, long files, long plainBytes, long storedBytes, long newBytes) {}
}
