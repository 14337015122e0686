package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Streams a record of inserted rows into temporary tables, which end with the transaction.
final class RecordedTables implements InsertedRows {
    private final Connection session;
    private final List<RecordedTable> tables = new ArrayList<>();
    private @Nullable CopyIn copy;

    RecordedTables(Connection session) {
        this.session = session;
    }

    List<RecordedTable> tables() {
        return List.copyOf(tables);
    }

    @Override
    public void begin(String database) {
        work(() -> {
            if (!MergeRecording.database(session).equals(database)) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "the rows were merged into another database, whose place this one has taken",
                        "Nothing was taken out. In this database they may be the original rows.");
            }
        });
    }

    @Override
    public void table(InsertedTable inserted) {
        work(() -> {
            endTable();
            var table = RecordedTable.of(session, tables.size(), inserted);
            table.make(session);
            tables.add(table);
            copy = session.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(table.copyIn(Facts.of(session).encoding()));
        });
    }

    @Override
    public void row(byte[] line) {
        work(() -> {
            if (copy == null) {
                throw new IllegalStateException("a row before its table");
            }
            copy.writeToCopy(line, 0, line.length);
        });
    }

    @Override
    public void complete() {
        work(this::endTable);
    }

    private void endTable() throws SQLException {
        if (copy == null) {
            return;
        }
        var rows = copy.endCopy();
        copy = null;
        var table = tables.getLast();
        if (rows != table.inserted().rows()) {
            throw new UpkeepException(
                    Kind.DAMAGED,
                    "the record has %d rows of %s, and should have %d"
                            .formatted(rows, table.live(), table.inserted().rows()),
                    "Nothing was taken out.");
        }
        table.complete(session);
    }

    private static void work(Work work) {
        try {
            work.run();
        } catch (SQLException failure) {
            throw Failures.of("could not read the record of merged rows into the server", failure);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }
}
