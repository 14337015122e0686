package dev.upkeep.operations.backup;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.drivers.files.Excludes;
import dev.upkeep.drivers.files.FileGroup;
import dev.upkeep.drivers.files.FileReader;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ListWriter;
import dev.upkeep.operations.sets.ObjectWriter;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Copies the files, after the database: what a row names has been written before the row was, so it is here.
final class CopyFiles implements Step<BackupState> {
    private final BackupSource source;
    private final Surroundings surroundings;
    private final OpenBackups open;

    CopyFiles(BackupSource source, Surroundings surroundings, OpenBackups open) {
        this.source = source;
        this.surroundings = surroundings;
        this.open = open;
    }

    @Override
    public String name() {
        return "copy the files";
    }

    @Override
    public BackupState perform(BackupState state, RunContext context) {
        var backup = open.of(context.run());
        var before = Previous.of(source.store(), source.app(), ignored -> {});
        var seen = new SeenFiles(context, before.fileCount());
        var list = backup.put(out -> copyAll(out, before, seen, backup, context));
        seen.tell();
        return state.with(new CopiedFiles(list, seen.files()));
    }

    @Override
    public void undo(BackupState state, RunContext context) {
        ObjectWriter.discard(source.store(), context.run());
    }

    /// In the order of names, which is the order of the set before.
    private void copyAll(OutputStream out, Previous before, SeenFiles seen, OpenBackup backup, RunContext context)
            throws IOException {
        var excludes = new Excludes(source.excludes());
        try (var lines = new ListWriter(out);
                var previous = before.files();
                var crew = new Crew(surroundings.workers(), () -> {
                    backup.checkpoint(context);
                    seen.progress();
                })) {
            for (var entry : source.files().entrySet()) {
                var group = FileGroup.find(entry.getKey(), entry.getValue());
                var reader = new FileReader(group, surroundings.pause());
                lines.write(new FileEntry.Group(group.name(), group.location()));
                new FilesCopy(group, reader, previous, backup, crew, line -> {
                            write(lines, line);
                            seen.add(line);
                        })
                        .copy(excludes);
            }
        }
    }

    private static void write(ListWriter lines, FileEntry line) {
        try {
            lines.write(line);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
