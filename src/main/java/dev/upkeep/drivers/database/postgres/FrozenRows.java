package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Table;
import java.sql.Connection;
import java.sql.SQLException;

/// Loads a table's rows as old ones (`COPY ... FREEZE`): their pages are complete as they are written. Otherwise
/// whoever reads them first (indexes, keys, our comparison) looks up each row's transaction, notes the answer in
/// every page, and all pages are written once more, and again by a later vacuum. A server with `wal_level = minimal`
/// does without the write-ahead log, too.
///
/// PostgreSQL allows that only to the transaction that made or emptied the table, so one session must load all of it.
final class FrozenRows {
    /// Emptying costs a look at all of the server's buffers and new files; a small table is faster without.
    private static final long WORTH_IT = 1L << 20;

    /// Not what an extension keeps in its tables; not when rows are checked by functions, which may read tables that
    /// other sessions have emptied and hold.
    private static final String POSSIBLE = """
            SELECT c.relkind = 'r' AND pg_catalog.has_table_privilege(c.oid, 'TRUNCATE')
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_depend d
                        ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objid = k.oid
                            AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                    WHERE k.conrelid = c.oid)
            FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(?)""";

    private FrozenRows() {}

    static boolean areWorthIt(Table table) {
        return table.bytes() >= WORTH_IT && table.condition().isEmpty();
    }

    /// Empties the table in the session's transaction, when that is possible.
    ///
    /// @return whether COPY may freeze now
    static boolean begin(Connection session, Table table) throws SQLException {
        var possible = isPossible(session, table);
        if (possible) {
            Rows.execute(session, "TRUNCATE ONLY " + table.sqlName());
        }
        return possible;
    }

    private static boolean isPossible(Connection session, Table table) throws SQLException {
        try (var question = session.prepareStatement(POSSIBLE)) {
            question.setString(1, table.sqlName());
            try (var answer = question.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
