package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.drivers.database.MissingRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Finds out which rows are to be inserted: those of the named tables that are missing, the missing rows that
/// they refer to, and on demand those that refer to them. A row that can't be inserted (a unique value is taken,
/// a parent is nowhere) is barred, and then the search begins anew without it: what would only come for its sake
/// does not come. Keeps the keys in temporary tables that end with the transaction; nothing is held in memory
/// here.
final class MergePicks {
    /// No column is called like that by accident.
    private static final String ROUND = "\"upkeep: round\"";

    private final Connection session;
    private final MergeCatalog catalog;
    private final MergeOrder order;

    MergePicks(Connection session, MergeCatalog catalog, MergeOrder order) {
        this.session = session;
        this.catalog = catalog;
        this.order = order;
    }

    MissingRows find() throws SQLException {
        for (var table : catalog.tables()) {
            make(table.picked(), table);
            make(table.barred(), table);
        }
        do {
            for (var table : catalog.tables()) {
                Rows.execute(session, "TRUNCATE " + table.picked());
            }
            seed();
            grow();
        } while (bar());
        return new MissingRows(found(), catalog.remarks());
    }

    private void make(String name, MergeTable table) throws SQLException {
        var bare = name.substring(name.indexOf('.') + 1);
        Rows.execute(
                session,
                "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s, 0 AS %s FROM %s WITH NO DATA"
                        .formatted(bare, String.join(", ", table.key().columns()), ROUND, table.live()));
        Rows.execute(
                session,
                "ALTER TABLE %s ADD PRIMARY KEY (%s)"
                        .formatted(name, String.join(", ", table.key().columns())));
        Rows.execute(session, "CREATE INDEX ON %s (%s)".formatted(name, ROUND));
    }

    private void seed() throws SQLException {
        for (var table : catalog.tables()) {
            if (order.tables().contains(table.live())) {
                try {
                    pick(table, order.where().isEmpty() ? "true" : "(" + order.where() + "\n)", "", 0);
                } catch (SQLException failure) {
                    throw order.where().isEmpty() ? failure : wrongCondition(failure);
                }
            }
            Rows.execute(session, "ANALYZE " + table.picked());
        }
    }

    private static SQLException wrongCondition(SQLException failure) {
        if (!Failures.state(failure).startsWith("42")) {
            return failure;
        }
        throw new UpkeepException(
                Kind.USAGE,
                "--where is no condition over a row of the table: " + Failures.message(failure),
                "Name its columns as they are in the set; other names with their schema.",
                failure);
    }

    /// @param condition over the restored row `s`
    /// @param join more tables
    private long pick(MergeTable table, String condition, String join, int round) throws SQLException {
        return changed("""
                INSERT INTO %s SELECT DISTINCT %s, %d FROM %s s %s
                WHERE %s AND NOT EXISTS (SELECT FROM %s l WHERE %s) AND NOT EXISTS (SELECT FROM %s b WHERE %s)
                ON CONFLICT DO NOTHING""".formatted(
                        table.picked(),
                        table.key().of("s"),
                        round,
                        table.side(),
                        join,
                        condition,
                        table.live(),
                        table.key().same("l", "s"),
                        table.barred(),
                        table.key().same("b", "s")));
    }

    /// Each round looks only at what the round before brought.
    private void grow() throws SQLException {
        var more = true;
        for (var round = 1; more; round++) {
            more = false;
            for (var key : catalog.keys()) {
                if (key.parent().isPresent()) {
                    more |= parents(key, key.parent().get(), round) > 0;
                    more |= order.children() && children(key, key.parent().get(), round) > 0;
                }
            }
        }
    }

    private long parents(MergeKey key, MergeTable parent, int round) throws SQLException {
        var join = "JOIN %s c ON %s JOIN %s k ON %s AND k.%s = %d"
                .formatted(
                        key.child().side(),
                        key.refers("s", "c"),
                        key.child().picked(),
                        key.child().key().same("k", "c"),
                        ROUND,
                        round - 1);
        var missing = "NOT EXISTS (SELECT FROM %s r WHERE %s)".formatted(parent.live(), key.sameParent("r", "s"));
        return pick(parent, missing, join, round);
    }

    private long children(MergeKey key, MergeTable parent, int round) throws SQLException {
        var join = "JOIN %s p ON %s JOIN %s k ON %s AND k.%s = %d"
                .formatted(
                        parent.side(),
                        key.refers("p", "s"),
                        parent.picked(),
                        parent.key().same("k", "p"),
                        ROUND,
                        round - 1);
        return pick(key.child(), "true", join, round);
    }

    private boolean bar() throws SQLException {
        var barred = 0L;
        for (var table : catalog.tables()) {
            for (var unique : table.others()) {
                var taken = "EXISTS (SELECT FROM %s l WHERE %s)".formatted(table.live(), unique.same("l", "s"));
                barred += bar(table, taken);
            }
        }
        for (var key : catalog.keys()) {
            barred += bar(key.child(), withoutParent(key));
        }
        return barred > 0;
    }

    private static String withoutParent(MergeKey key) {
        var all = new ArrayList<String>();
        key.columns().forEach(column -> all.add("s." + column + " IS NOT NULL"));
        all.add("NOT EXISTS (SELECT FROM %s r WHERE %s)".formatted(key.live(), key.refers("r", "s")));
        key.parent()
                .ifPresent(parent -> all.add("NOT EXISTS (SELECT FROM %s p JOIN %s k ON %s WHERE %s)"
                        .formatted(parent.side(), parent.picked(), parent.key().same("k", "p"), key.refers("p", "s"))));
        return String.join(" AND ", all);
    }

    private long bar(MergeTable table, String condition) throws SQLException {
        return changed("INSERT INTO %s SELECT %s, 0 FROM %s s JOIN %s k ON %s WHERE %s ON CONFLICT DO NOTHING"
                .formatted(
                        table.barred(),
                        table.key().of("s"),
                        table.side(),
                        table.picked(),
                        table.key().same("k", "s"),
                        condition));
    }

    private List<MissingRows.OfTable> found() throws SQLException {
        var found = new ArrayList<MissingRows.OfTable>();
        for (var table : catalog.tables()) {
            var rows = count(table.picked());
            var barred = count(table.barred());
            if (rows + barred > 0) {
                found.add(new MissingRows.OfTable(
                        table.live(),
                        rows,
                        fingerprint(table),
                        examples(table, table.picked()),
                        barred,
                        examples(table, table.barred())));
            }
        }
        return found;
    }

    private long count(String keys) throws SQLException {
        return Rows.one(session, "SELECT count(*) FROM " + keys, row -> row.getLong(1));
    }

    /// Whether the same rows are missing can be told without remembering them.
    private String fingerprint(MergeTable table) throws SQLException {
        return Rows.one(
                session,
                "SELECT coalesce(sum(pg_catalog.hashtextextended(%s, 0)::numeric), 0)::text FROM %s k"
                        .formatted(table.key().words("k"), table.picked()),
                row -> row.getString(1));
    }

    private List<String> examples(MergeTable table, String keys) throws SQLException {
        return Rows.texts(
                session,
                "SELECT %s FROM %s k ORDER BY %s LIMIT 3"
                        .formatted(table.key().words("k"), keys, table.key().of("k")));
    }

    private long changed(String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
