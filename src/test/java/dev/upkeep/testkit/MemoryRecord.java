package dev.upkeep.testkit;

import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A record of inserted rows in memory.
public class MemoryRecord implements InsertedRows, InsertedRows.Recorded {
    private final List<Object> told = new ArrayList<>();
    private String database = "";
    private boolean complete;

    @Override
    public void begin(String itsDatabase) {
        database = itsDatabase;
    }

    @Override
    public void table(InsertedTable table) {
        told.add(table);
    }

    @Override
    public void row(byte[] line) {
        told.add(new String(line, StandardCharsets.UTF_8));
    }

    @Override
    public void complete() {
        complete = true;
    }

    public boolean isComplete() {
        return complete;
    }

    @Override
    public void replay(InsertedRows to) {
        to.begin(database);
        for (var each : told) {
            switch (each) {
                case InsertedTable table -> to.table(table);
                case String line -> to.row(line.getBytes(StandardCharsets.UTF_8));
                default -> throw new IllegalStateException();
            }
        }
        to.complete();
    }
}
