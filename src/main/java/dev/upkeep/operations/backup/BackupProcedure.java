package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// The backup of one application, step by step. All of it is taken back until the manifest is in the store.
public final class BackupProcedure implements Procedure<BackupState> {
    public static final String VERB = "backup";

    private final List<Step<BackupState>> steps;

    public BackupProcedure(BackupSource source, Surroundings surroundings, StoreLocks locks) {
        var open = new OpenBackups();
        this.steps = List.of(
                new ReserveStore(source, surroundings, locks, open),
                new CopyDatabase(source, surroundings, open),
                new CopyFiles(source, surroundings, open),
                new PublishSet(source, surroundings, open),
                new ReleaseStore(source, locks, open));
    }

    @Override
    public String verb() {
        return VERB;
    }

    @Override
    public List<Step<BackupState>> steps() {
        return steps;
    }

    @Override
    public String write(BackupState state) {
        return StateJson.write(state);
    }

    @Override
    public BackupState read(String json) {
        return StateJson.read(json, BackupState.class);
    }
}
