package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.Step;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The backup of one application, step by step. All of it is taken back until the manifest is in the store.
public final class BackupProcedure implements Procedure<BackupState> {
    public static final String VERB = "backup";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

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
        return JSON.writeValueAsString(state);
    }

    @Override
    public BackupState read(String json) {
        return JSON.readValue(json, BackupState.class);
    }
}
