package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.drivers.database.RowMerges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Merges rows into one live PostgreSQL database. A change locks every table that takes part in SHARE ROW
/// EXCLUSIVE mode, so that what was looked at is what is changed. Its mark is a table in the side schema: there
/// when the change was committed, and only then.
public final class PostgresRowMerges implements RowMerges {
    private static final String MARK = "\"upkeep: committed\"";

    private final PostgresAddress live;
    private final Connections connections;
    private final Pause pause;
    private final Duration lockWait;

    /// @param live as the user who restores
    /// @param lockWait how long a change tries to lock its tables before giving up
    public PostgresRowMerges(PostgresAddress live, Connections connections, Pause pause, Duration lockWait) {
        this.live = live;
        this.connections = connections;
        this.pause = pause;
        this.lockWait = lockWait;
    }

    @Override
    public String address() {
        return live.toString();
    }

    @Override
    public Reach reach(List<String> words, boolean children) {
        return in("could not look which tables take part", session -> new MergeReach(session).of(words, children));
    }

    @Override
    public MissingRows missing(MergeOrder order) {
        return in("could not look which rows are missing", session -> {
            MergeSession.beginLook(session);
            var catalog = MergeCatalog.read(session, order);
            var missing = find(session, catalog, order);
            session.rollback();
            return missing;
        });
    }

    private static MissingRows find(Connection session, MergeCatalog catalog, MergeOrder order) throws SQLException {
        var missing = new MergePicks(session, catalog, order).find();
        for (var table : catalog.tables()) {
            new MergeValues(session).requireSame(table);
        }
        return missing;
    }

    @Override
    public MissingRows insert(MergeOrder order, Optional<MissingRows> agreed, InsertedRows record) {
        return in("could not merge rows", session -> {
            MergeSession.beginChange(session);
            locks().take(
                            session,
                            Stream.concat(order.tables().stream(), order.more().stream())
                                    .toList());
            var catalog = MergeCatalog.read(session, order);
            var missing = find(session, catalog, order);
            agreed.ifPresent(seen -> requireAgreed(seen, missing));
            insert(session, catalog, missing, order.triggers());
            record.begin(MergeRecording.database(session));
            for (var table : catalog.tables()) {
                var rows = rows(missing, table);
                if (rows > 0) {
                    new MergeRecording(session).tell(table, rows, record);
                }
            }
            mark(session, order.schema());
            record.complete();
            moveSequencesOn(session, catalog, missing);
            commit(session, order.schema(), true);
            return missing;
        });
    }

    private static void insert(Connection session, MergeCatalog catalog, MissingRows missing, boolean fire)
            throws SQLException {
        var parts = catalog.tables().stream()
                .filter(table -> rows(missing, table) > 0)
                .map(table -> new MergeInsertion.Part(
                        table.live(),
                        table.columns().stream().map(MergeTable.Column::name).toList(),
                        "SELECT %s FROM %s s JOIN %s k ON %s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                table.columns().stream()
                                                        .map(column -> column.value("s"))
                                                        .toList()),
                                        table.side(),
                                        table.picked(),
                                        table.key().same("k", "s")),
                        rows(missing, table)))
                .toList();
        insert(session, parts, fire);
    }

    /// Triggers saw these rows when they were first inserted; a mail for each would go out once more.
    private static void insert(Connection session, List<MergeInsertion.Part> parts, boolean fire) throws SQLException {
        var triggers = new MergeTriggers(session);
        if (!fire) {
            triggers.silence(parts.stream().map(MergeInsertion.Part::table).toList());
        }
        new MergeInsertion(session).insert(parts);
        triggers.wake();
    }

    private static long rows(MissingRows missing, MergeTable table) {
        return missing.tables().stream()
                .filter(each -> each.table().equals(table.live()))
                .mapToLong(MissingRows.OfTable::rows)
                .sum();
    }

    /// As late as can be: a sequence does not go back when the transaction does.
    private static void moveSequencesOn(Connection session, MergeCatalog catalog, MissingRows missing)
            throws SQLException {
        for (var table : catalog.tables()) {
            if (rows(missing, table) > 0) {
                new MergeSequences(session).moveOn(table);
            }
        }
    }

    private static void requireAgreed(MissingRows seen, MissingRows missing) {
        if (!seen.tables().equals(missing.tables())) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "other rows are missing by now than were shown: %d, and it was %d"
                            .formatted(missing.rows(), seen.rows()),
                    "Nothing was inserted. Look at the plan once more.");
        }
    }

    private static void mark(Connection session, String schema) throws SQLException {
        Rows.execute(session, "CREATE TABLE %s.%s ()".formatted(Sql.name(schema), MARK));
    }

    private static void unmark(Connection session, String schema) throws SQLException {
        Rows.execute(session, "DROP TABLE %s.%s".formatted(Sql.name(schema), MARK));
    }

    /// A connection that breaks at this moment leaves open what became of it: then the mark tells.
    private void commit(Connection session, String schema, boolean marked) throws SQLException {
        try {
            session.commit();
        } catch (SQLException failure) {
            if (!isEndOfSession(Failures.state(failure)) || committed(schema) != marked) {
                throw failure;
            }
        }
    }

    private static boolean isEndOfSession(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    @Override
    public boolean committed(String schema) {
        return in("could not look whether rows were merged", session -> {
            new SideSchemas(session).waitUntilQuiet(schema, pause);
            return Rows.one(
                    session,
                    "SELECT pg_catalog.to_regclass(%s) IS NOT NULL".formatted(Sql.text(Sql.name(schema) + "." + MARK)),
                    row -> row.getBoolean(1));
        });
    }

    @Override
    public long takeBack(String schema, InsertedRows.Recorded rows) {
        return in("could not take merged rows out", session -> {
            MergeSession.beginChange(session);
            var taken = MergeRemoval.locked(session, locks(), rows).remove(Optional.empty());
            unmark(session, schema);
            commit(session, schema, false);
            return taken;
        });
    }

    @Override
    public long takeOut(String schema, InsertedRows.Recorded rows) {
        return in("could not take merged rows out", session -> {
            new SideSchemas(session).make(schema, List.of());
            MergeSession.beginChange(session);
            var taken = MergeRemoval.locked(session, locks(), rows).remove(Optional.of(schema));
            mark(session, schema);
            commit(session, schema, true);
            return taken;
        });
    }

    @Override
    public void putBack(String schema, InsertedRows.Recorded rows) {
        in("could not put merged rows back", session -> {
            MergeSession.beginChange(session);
            var recorded = new RecordedTables(session);
            rows.replay(recorded);
            var parts = new ArrayList<MergeInsertion.Part>();
            for (var table : recorded.tables()) {
                parts.add(back(session, table, schema));
            }
            if (!parts.isEmpty()) {
                locks().take(
                                session,
                                parts.stream().map(MergeInsertion.Part::table).toList());
            }
            insert(session, parts, false);
            unmark(session, schema);
            commit(session, schema, false);
            return true;
        });
    }

    private static MergeInsertion.Part back(Connection session, RecordedTable table, String schema)
            throws SQLException {
        var columns = table.writable(session);
        var copy = table.copy(schema);
        return new MergeInsertion.Part(
                table.live(),
                columns,
                "SELECT %s FROM %s".formatted(String.join(", ", columns), copy),
                Rows.one(session, "SELECT count(*) FROM " + copy, row -> row.getLong(1)));
    }

    private MergeLocks locks() {
        return new MergeLocks(lockWait, pause);
    }

    private <T> T in(String whatFailed, Work<T> work) {
        try (var session = connections.open(live)) {
            return work.on(session);
        } catch (SQLException failure) {
            throw Failures.of(whatFailed + " in " + live, failure);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection session) throws SQLException;
    }
}
