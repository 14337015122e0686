package dev.upkeep.operations.backup;

import dev.upkeep.base.text.Quantity;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectWriter;
import dev.upkeep.operations.sets.Proof;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.Objects;

/// After the set exists: records what the backup itself has shown of it (level L0), lets the store go. Performed again
/// after a crash until all of it is done.
final class ReleaseStore implements Step<BackupState> {
    private final BackupSource source;
    private final StoreLocks locks;
    private final OpenBackups open;
    private final SetCatalogue catalogue;

    ReleaseStore(BackupSource source, StoreLocks locks, OpenBackups open) {
        this.source = source;
        this.locks = locks;
        this.open = open;
        this.catalogue = new SetCatalogue(source.store());
    }

    @Override
    public String name() {
        return "release the store";
    }

    @Override
    public BackupState perform(BackupState state, RunContext context) {
        var manifest = Objects.requireNonNull(state.manifest(), "the set was not published");
        recordOnce(manifest, context);
        release(context);
        return state;
    }

    /// The set is there, so it stays.
    @Override
    public void undo(BackupState state, RunContext context) {
        release(context);
    }

    private void release(RunContext context) {
        open.forget(context.run());
        ObjectWriter.discard(source.store(), context.run());
        locks.release(LockKind.BACKUP, context.run());
    }

    private void recordOnce(Manifest manifest, RunContext context) {
        var set = catalogue.find(source.app(), manifest.set().value());
        if (set.proofs().isEmpty()) {
            catalogue.record(source.app(), proof(manifest, context));
        }
    }

    private static Proof proof(Manifest manifest, RunContext context) {
        var totals = manifest.totals();
        var check = new Proof.Check(
                "complete",
                Proof.Verdict.PROVEN,
                "everything that was read ended well: %s with %s, %s"
                        .formatted(
                                Quantity.of(totals.tables(), "table"),
                                Quantity.of(totals.rows(), "row"),
                                Quantity.of(totals.files(), "file")));
        return new Proof(
                Manifest.FORMAT,
                manifest.set(),
                manifest.finished(),
                Proof.Verdict.PROVEN,
                ProofLevel.L0,
                ProofLevel.L0,
                List.of(check),
                context.run().value(),
                manifest.who(),
                manifest.upkeep(),
                manifest.seconds());
    }
}
