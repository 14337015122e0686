package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes inserted rows out again in the caller's transaction: all that are still there, or none. Refuses when one
/// was changed since, or when another row refers to one: ON DELETE CASCADE or SET NULL would take or change that
/// row too.
final class MergeRemoval {
    private final Connection session;
    private final List<RecordedTable> tables;

    private MergeRemoval(Connection session, List<RecordedTable> tables) {
        this.session = session;
        this.tables = tables;
    }

    /// Reads the record, and locks what it is about and what refers to that.
    static MergeRemoval locked(Connection session, MergeLocks locks, InsertedRows.Recorded rows) throws SQLException {
        var reading = new RecordedTables(session);
        rows.replay(reading);
        var removal = new MergeRemoval(session, reading.tables());
        var names = new ArrayList<String>();
        for (var table : removal.tables) {
            names.add(table.live());
            removal.referring(table).forEach(key -> names.add(key.child()));
        }
        if (!names.isEmpty()) {
            locks.take(session, names);
        }
        return removal;
    }

    /// @param schema that keeps what is taken out; empty for nowhere
    /// @return how many rows there were
    long remove(Optional<String> schema) throws SQLException {
        var there = 0L;
        for (var table : tables) {
            table.requireUnchanged(session);
            there += table.there(session);
            for (var key : referring(table)) {
                requireNobody(table, key);
            }
        }
        for (var table : tables) {
            if (schema.isPresent()) {
                Rows.execute(session, table.copying(schema.get()));
            }
        }
        var triggers = new MergeTriggers(session);
        triggers.silence(tables.stream().map(RecordedTable::live).toList());
        requireAll(there, delete());
        triggers.wake();
        return there;
    }

    private static void requireAll(long there, long deleted) {
        if (there != deleted) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "%d rows were to be taken out, but the tables gave %d".formatted(there, deleted),
                    "Nothing was taken out. A policy or a rule of a table has its own will.");
        }
    }

    private record Referring(
            String name,
            String child,
            String root,
            List<String> columns,
            List<String> referenced,
            List<String> operators) {}

    private List<Referring> referring(RecordedTable table) throws SQLException {
        return Rows.list(
                session,
                MergeQueries.REFERRING.formatted(Sql.text(table.live())),
                row -> new Referring(
                        row.getString("conname"),
                        row.getString("child"),
                        row.getString("root"),
                        Rows.array(row, "columns"),
                        Rows.array(row, "referenced"),
                        Rows.array(row, "operators")));
    }

    private void requireNobody(RecordedTable table, Referring key) throws SQLException {
        var goesToo = new ArrayList<String>();
        for (var each : tables) {
            if (each.oid().equals(key.root())) {
                goesToo.add("AND NOT EXISTS (SELECT FROM %s t WHERE %s)"
                        .formatted(each.recorded(), each.key().same("t", "c")));
            }
        }
        var held = Rows.texts(session, """
                SELECT DISTINCT %s FROM %s l JOIN %s r ON %s JOIN %s c ON %s WHERE true %s LIMIT 3""".formatted(
                        table.key().words("l"),
                        table.live(),
                        table.recorded(),
                        table.key().same("r", "l"),
                        key.child(),
                        MergeKey.equal("l", key.referenced(), key.operators(), "c", key.columns()),
                        String.join(" ", goesToo)));
        if (!held.isEmpty()) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "rows of %s refer by %s to rows of %s that would be taken out: %s"
                            .formatted(key.child(), key.name(), table.live(), String.join("; ", held)),
                    "Nothing was taken out. Delete these rows, or let them refer to others, first.");
        }
    }

    private long delete() throws SQLException {
        var deleting = new ArrayList<String>();
        var counts = new ArrayList<String>();
        for (var table : tables) {
            var name = "upkeep_" + deleting.size();
            deleting.add("%s AS (DELETE FROM %s l USING %s r WHERE %s RETURNING 1)"
                    .formatted(name, table.live(), table.recorded(), table.key().same("r", "l")));
            counts.add("(SELECT count(*) FROM %s)".formatted(name));
        }
        if (deleting.isEmpty()) {
            return 0;
        }
        Rows.execute(session, "SET CONSTRAINTS ALL IMMEDIATE");
        try {
            return Rows.one(
                    session,
                    "WITH %s SELECT %s".formatted(String.join(",\n", deleting), String.join(" + ", counts)),
                    row -> row.getLong(1));
        } catch (SQLException failure) {
            throw MergeInsertion.refusal(failure);
        }
    }
}
