package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.run.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The backups that this process is writing, from step to step.
final class OpenBackups {
    private final Map<RunId, OpenBackup> open = new ConcurrentHashMap<>();

    void add(RunId run, OpenBackup backup) {
        open.put(run, backup);
    }

    OpenBackup of(RunId run) {
        var backup = open.get(run);
        if (backup == null) {
            throw new UpkeepException(
                    Kind.BUG, "backup %s is gone on with by a process that did not begin it".formatted(run), "");
        }
        return backup;
    }

    void forget(RunId run) {
        open.remove(run);
    }
}
