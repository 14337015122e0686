package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.Manifest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a backup is. Holds no rows and no lists of files: those are in the store's staging.
///
/// @param begun by Upkeep's clock
/// @param database null until it is copied
/// @param files null until they are copied
/// @param manifest null until the set is complete in staging
public record BackupState(
        String app,
        BackupOrder order,
        Instant begun,
        @Nullable CopiedDatabase database,
        @Nullable CopiedFiles files,
        @Nullable Manifest manifest) {
    static BackupState of(String app, BackupOrder order, Instant begun) {
        return new BackupState(app, order, begun, null, null, null);
    }

    BackupState with(CopiedDatabase copied) {
        return new BackupState(app, order, begun, copied, files, manifest);
    }

    BackupState with(CopiedFiles copied) {
        return new BackupState(app, order, begun, database, copied, manifest);
    }

    BackupState with(Manifest complete) {
        return new BackupState(app, order, begun, database, files, complete);
    }
}
