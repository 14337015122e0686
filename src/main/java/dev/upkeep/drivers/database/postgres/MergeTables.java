package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MergeOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads single tables for [MergeCatalog], and says why one can't take part.
final class MergeTables {
    private final Connection session;
    private final MergeOrder order;
    private final Set<String> usedKeys = new HashSet<>();

    MergeTables(Connection session, MergeOrder order) {
        this.session = session;
        this.order = order;
    }

    /// @param obstacles why it takes no part; empty when it does
    /// @param remarks what does not come back
    record Found(Optional<MergeTable> table, List<String> obstacles, List<String> remarks) {}

    private record Column(
            String name,
            boolean restored,
            boolean generated,
            boolean needed,
            boolean inKey,
            String type,
            String restoredType,
            boolean sameType,
            boolean same) {
        Optional<String> obstacle() {
            if (needed && !restored) {
                return Optional.of("column %s is not in the set, must not be NULL and has no default".formatted(name));
            }
            if (inKey && restored && !sameType) {
                return Optional.of("column %s is %s now and %s in the set: its keys can't be compared"
                        .formatted(name, type, restoredType));
            }
            return Optional.empty();
        }
    }

    Found read(int number, String live) throws SQLException {
        var side = side(live);
        var keys = UniqueKey.of(session, live);
        var columns = columns(live, side);
        var shared = columns.stream().filter(Column::restored).map(Column::name).toList();
        var obstacles = new ArrayList<>(Rows.texts(session, MergeQueries.OBSTACLES.formatted(Sql.text(live))));
        columns.forEach(column -> column.obstacle().ifPresent(obstacles::add));
        var key = key(live, keys);
        if (key.isEmpty()) {
            obstacles.add("it has no primary key that says which rows are missing; --key may name another one");
        }
        key.filter(found -> !shared.containsAll(found.columns()))
                .ifPresent(
                        found -> obstacles.add("the set does not have all columns of key %s".formatted(found.name())));
        if (key.isEmpty() || !obstacles.isEmpty()) {
            return new Found(Optional.empty(), obstacles, List.of());
        }
        var chosen = key.get();
        var table = new MergeTable(
                number,
                live,
                side,
                chosen,
                shared,
                columns.stream()
                        .filter(column -> column.restored() && !column.generated())
                        .map(column -> new MergeTable.Column(column.name(), column.type(), column.same()))
                        .toList(),
                keys.stream()
                        .filter(each -> !each.equals(chosen) && shared.containsAll(each.columns()))
                        .toList());
        return new Found(Optional.of(table), List.of(), gone(live, side));
    }

    private String side(String live) throws SQLException {
        return Rows.one(
                session,
                "SELECT pg_catalog.format('%%I.%%I', %s, relname) FROM pg_catalog.pg_class WHERE oid = %s::pg_catalog.regclass"
                        .formatted(Sql.text(order.schema()), Sql.text(live)),
                row -> row.getString(1));
    }

    private List<Column> columns(String live, String side) throws SQLException {
        return Rows.list(
                session,
                MergeQueries.COLUMNS.formatted(Sql.text(live), Sql.text(side)),
                row -> new Column(
                        row.getString("name"),
                        row.getBoolean("restored"),
                        row.getBoolean("generated"),
                        row.getBoolean("needed"),
                        row.getBoolean("in_key"),
                        row.getString("type"),
                        row.getString("restored_type"),
                        row.getBoolean("same_type"),
                        row.getBoolean("same")));
    }

    /// The one that was asked for, else the primary key; for a table that was not named another one that all rows
    /// have will do.
    private Optional<UniqueKey> key(String live, List<UniqueKey> keys) {
        var asked = keys.stream()
                .filter(key -> order.tables().contains(live) && order.keys().contains(key.name()))
                .findFirst();
        asked.ifPresent(key -> {
            usedKeys.add(key.name());
            if (key.nullable()) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "key %s of %s may be NULL: rows without a value can't be told apart"
                                .formatted(key.name(), live),
                        "Name another key, or leave --key out: then the primary key says which rows are missing.");
            }
        });
        return asked.or(() -> keys.stream()
                .filter(key -> key.primary() || (!order.tables().contains(live) && !key.nullable()))
                .findFirst());
    }

    void requireAllKeysUsed() {
        order.keys().stream()
                .filter(name -> !usedKeys.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UpkeepException(
                            Kind.NOT_FOUND,
                            "%s has no unique key \"%s\" over plain columns of all its rows"
                                    .formatted(String.join(", ", order.tables()), name),
                            "Its keys: \\d TABLE in psql.");
                });
    }

    private List<String> gone(String live, String side) throws SQLException {
        return Rows.texts(session, MergeQueries.GONE.formatted(Sql.text(live), Sql.text(side))).stream()
                .map("%s is gone: its values do not come back"::formatted)
                .toList();
    }
}
