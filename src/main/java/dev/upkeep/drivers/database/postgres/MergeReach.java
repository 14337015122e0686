package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.RowMerges.Reach;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which live tables take part in a merge: the named ones, and what foreign keys reach from them.
final class MergeReach {
    /// `%1$s` named oids, `%2$s` whether children take part too.
    static final String REACHED = """
            WITH RECURSIVE keys (child, parent) AS (
                SELECT coalesce(pg_catalog.pg_partition_root(conrelid), conrelid)::pg_catalog.oid,
                       coalesce(pg_catalog.pg_partition_root(confrelid), confrelid)::pg_catalog.oid
                FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conparentid = 0),
            edges (here, there) AS (
                SELECT child, parent FROM keys UNION SELECT parent, child FROM keys WHERE %2$s),
            reached (oid) AS (
                SELECT oid FROM pg_catalog.pg_class WHERE oid IN (%1$s)
                UNION SELECT there FROM edges JOIN reached ON reached.oid = edges.here)
            SELECT pg_catalog.format('%%I.%%I', n.nspname, c.relname)
            FROM reached
            JOIN pg_catalog.pg_class c ON c.oid = reached.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid NOT IN (%1$s) ORDER BY 1
            """;

    static final String ROOT = """
            SELECT pg_catalog.format('%%I.%%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.pg_partition_root(%1$s) AND c.oid <> %1$s
            """;

    /// Schemas of restored tables, which are called like the live ones.
    private static final String BESIDE = """
            SELECT nspname FROM pg_catalog.pg_namespace
            WHERE pg_catalog.obj_description(oid, 'pg_namespace') LIKE 'Tables of set % restored by Upkeep run %'
            """;

    private final Connection session;

    MergeReach(Connection session) {
        this.session = session;
    }

    Reach of(List<String> words, boolean children) throws SQLException {
        var beside = Rows.texts(session, BESIDE);
        var all = Relations.all(session).stream()
                .filter(table -> !beside.contains(table.schema()))
                .toList();
        var named = new ArrayList<Relations.Named>();
        for (var word : words) {
            var table = Relations.choose(all, word, "the live database");
            requireWhole(table);
            named.add(table);
        }
        var oids = named.stream().map(table -> Long.toString(table.oid())).collect(Collectors.joining(", "));
        return new Reach(
                named.stream().map(Relations.Named::sqlName).distinct().sorted().toList(),
                Rows.texts(session, REACHED.formatted(oids, children)));
    }

    /// Rows go into a partitioned table through the whole, which knows the part where they belong.
    private void requireWhole(Relations.Named table) throws SQLException {
        var root = Rows.texts(session, ROOT.formatted(table.oid()));
        if (!root.isEmpty()) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "%s is a part of %s".formatted(table.sqlName(), root.getFirst()),
                    "Name the whole table, and say with --where which rows: --table '%s'".formatted(root.getFirst()));
        }
    }
}
