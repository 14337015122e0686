package dev.upkeep.operations.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What programs read with `--json`.
///
/// @param set the id of the set, empty when none was made
/// @param outcome `done`, `rolled_back` or `stuck`
/// @param bytes of everything in the set, as it was read
/// @param newBytes that the set added to the store
public record BackupResult(
        String set,
        String outcome,
        String run,
        long bytes,
        @JsonProperty("new_bytes") long newBytes,
        long tables,
        long rows,
        long files,
        double seconds) {}
