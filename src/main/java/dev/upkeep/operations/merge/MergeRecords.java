package dev.upkeep.operations.merge;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The records of merges, one file each, in the state folder: which rows a run inserted. Format:
/// `docs/design/merge-record.md`.
public final class MergeRecords {
    private final Path folder;

    /// @param folder made when it is needed, 0700
    public MergeRecords(Path folder) {
        this.folder = folder;
    }

    /// @return a record that is in its place when it is complete
    InsertedRows begin(String app, String set, RunContext context) {
        return new RecordWriter(file(context.run()), app, set, context);
    }

    Path file(RunId run) {
        return folder.resolve(run + ".rows");
    }

    /// @throws UpkeepException NOT_FOUND when that run left none
    InsertedRows.Recorded recorded(RunId run) {
        var file = file(run);
        if (!Files.exists(file)) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "there is no record of rows that run %s merged: %s".formatted(run, file),
                    "upkeep runs lists the runs; the record is in the state folder of the machine that merged.");
        }
        return new RecordReader(file);
    }

    /// The app that a record is about.
    String app(RunId run) {
        recorded(run);
        return new RecordReader(file(run)).app();
    }

    /// What was inserted, as far as the record tells.
    MissingRows inserted(RunId run) {
        var tables = new ArrayList<MissingRows.OfTable>();
        recorded(run).replay(new InsertedRows() {
            @Override
            public void begin(String database) {}

            @Override
            public void table(InsertedTable table) {
                tables.add(new MissingRows.OfTable(table.table(), table.rows(), "", List.of(), 0, List.of()));
            }

            @Override
            public void row(byte[] line) {}

            @Override
            public void complete() {}
        });
        return new MissingRows(tables, List.of());
    }

    void remove(RunId run) {
        try {
            Files.deleteIfExists(file(run));
            Files.deleteIfExists(RecordWriter.beginning(file(run)));
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED, "could not remove %s: %s".formatted(file(run), failed.getMessage()), "", failed);
        }
    }
}
