package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.SetId;
import dev.upkeep.operations.sets.SetPublisher;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.time.Duration;
import java.util.Objects;

/// Looks at every reused object again and makes the backup a set. The manifest is the last thing to be written: before
/// it there is no set, after it there is a whole one.
final class PublishSet implements Step<BackupState> {
    private final BackupSource source;
    private final Surroundings surroundings;
    private final OpenBackups open;
    private final SetPublisher publisher;

    PublishSet(BackupSource source, Surroundings surroundings, OpenBackups open) {
        this.source = source;
        this.surroundings = surroundings;
        this.open = open;
        this.publisher = new SetPublisher(source.store());
    }

    @Override
    public String name() {
        return "publish the set";
    }

    @Override
    public BackupState perform(BackupState state, RunContext context) {
        var backup = open.of(context.run());
        backup.checkpoint(context);
        var manifest = manifest(state, backup, context);
        if (state.order().hold()) {
            publisher.hold(manifest, state.order().note());
        }
        publisher.publish(manifest, backup.writer(), backup.lock(), context);
        return state.with(manifest);
    }

    @Override
    public void undo(BackupState state, RunContext context) {
        publisher.withdraw(source.app(), context.run());
    }

    @Override
    public boolean pointOfNoReturn() {
        return true;
    }

    private Manifest manifest(BackupState state, OpenBackup backup, RunContext context) {
        var database = Objects.requireNonNull(state.database(), "the database was not copied");
        var files = Objects.requireNonNull(state.files(), "the files were not copied");
        var finished = surroundings.clock().instant();
        var totals = new Manifest.Totals(
                database.tables(),
                database.rows(),
                files.files(),
                backup.plainBytes(),
                backup.storedBytes(),
                backup.writer().newBytes());
        return new Manifest(
                Manifest.FORMAT,
                SetId.of(context.run()),
                source.app(),
                database.taken(),
                finished,
                state.order().note(),
                state.order().who(),
                context.run().value(),
                surroundings.version(),
                source.version(),
                source.tools(),
                database.list(),
                files.list(),
                database.inventory(),
                database.description(),
                database.notIncluded(),
                database.largeObjects(),
                totals,
                Duration.between(state.begun(), finished).toMillis() / 1000.0);
    }
}
