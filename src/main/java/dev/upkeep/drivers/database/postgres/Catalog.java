package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Lists what has rows, as the session's snapshot sees it. Left out are system and temporary tables, and
/// members of extensions that are not their configuration: the extension brings them. Columns come in the
/// table's order, but by name when it inherits: a restore may change their order there.
final class Catalog {
    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname,
                   quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS sql_name,
                   c.relkind = 'p' AS parent,
                   e.oid IS NOT NULL AS extension,
                   ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                         ORDER BY CASE WHEN i.oid IS NULL THEN a.attnum END, a.attname COLLATE "C") AS columns,
                   ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> ''
                         ORDER BY CASE WHEN i.oid IS NULL THEN a.attnum END, a.attname COLLATE "C") AS generated,
                   coalesce(e.extcondition[array_position(e.extconfig, c.oid)], '') AS condition,
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable,
                   row_security_active(c.oid) AS hidden,
                   %s AS blocks, %s AS bytes
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                 AND d.refclassid = 'pg_extension'::regclass
            LEFT JOIN pg_extension e ON e.oid = d.refobjid
            LEFT JOIN LATERAL (SELECT c.oid WHERE NOT c.relispartition
                 AND EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid)) i ON true
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (e.oid IS NULL OR c.oid = ANY (e.extconfig))
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    private Catalog() {}

    /// Without sizes: asking for them would wait for whoever has a table locked.
    static List<Relation> names(Connection connection) throws SQLException {
        return Rows.list(connection, RELATIONS.formatted("0", "0"), Catalog::relation);
    }

    /// With sizes; the tables should be locked.
    static List<Relation> relations(Connection connection) throws SQLException {
        var blocks = "coalesce(pg_relation_size(c.oid), 0) / current_setting('block_size')::bigint";
        return Rows.list(
                connection, RELATIONS.formatted(blocks, "coalesce(pg_table_size(c.oid), 0)"), Catalog::relation);
    }

    /// Its columns, quoted; none when there is no key.
    static List<String> primaryKey(Connection connection, Relation relation) throws SQLException {
        return Rows.texts(connection, """
                SELECT quote_ident(a.attname)
                FROM pg_constraint k
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                WHERE k.conrelid = %d AND k.contype = 'p'
                ORDER BY a.attnum
                """.formatted(relation.oid()));
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getLong("oid"),
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("sql_name"),
                row.getBoolean("parent"),
                row.getBoolean("extension"),
                Rows.array(row, "columns"),
                Rows.array(row, "generated"),
                row.getString("condition"),
                row.getBoolean("readable"),
                row.getBoolean("hidden"),
                new Relation.Size(row.getLong("blocks"), row.getLong("bytes")));
    }
}
