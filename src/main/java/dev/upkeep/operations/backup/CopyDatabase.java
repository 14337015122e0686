package dev.upkeep.operations.backup;

import dev.upkeep.base.text.Quantity;
import dev.upkeep.operations.sets.ObjectWriter;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;

/// Copies one moment of the database.
final class CopyDatabase implements Step<BackupState> {
    private final BackupSource source;
    private final Surroundings surroundings;
    private final OpenBackups open;

    CopyDatabase(BackupSource source, Surroundings surroundings, OpenBackups open) {
        this.source = source;
        this.surroundings = surroundings;
        this.open = open;
    }

    @Override
    public String name() {
        return "copy the database";
    }

    @Override
    public BackupState perform(BackupState state, RunContext context) {
        var backup = open.of(context.run());
        var database = source.database();
        if (database == null) {
            return state.with(CopiedDatabase.none(backup, state.begun()));
        }
        var blocks = Previous.of(source.store(), source.app(), ignored -> {}).blocksPerPiece();
        var copied = new DatabaseCopy(database, backup, surroundings.workers(), context).copy(blocks);
        context.note("%s with %s as of %s"
                .formatted(Quantity.of(copied.tables(), "table"), Quantity.of(copied.rows(), "row"), copied.taken()));
        copied.notIncluded().forEach(what -> context.note("not included: " + what));
        return state.with(copied);
    }

    @Override
    public void undo(BackupState state, RunContext context) {
        ObjectWriter.discard(source.store(), context.run());
    }
}
