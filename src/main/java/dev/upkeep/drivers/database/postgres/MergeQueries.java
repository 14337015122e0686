package dev.upkeep.drivers.database.postgres;

/// What [MergeCatalog] asks the live catalogue; `%1$s` is the live table, `%2$s` the restored one, both as SQL
/// texts.
final class MergeQueries {
    static final String COLUMNS = """
            SELECT pg_catalog.quote_ident(l.attname) AS name,
                   s.attname IS NOT NULL AS restored,
                   l.attgenerated <> '' AS generated,
                   l.attnotnull AND NOT l.atthasdef AND l.attidentity = '' AS needed,
                   pg_catalog.format_type(l.atttypid, l.atttypmod) AS type,
                   coalesce(pg_catalog.format_type(s.atttypid, s.atttypmod), '') AS restored_type,
                   coalesce(s.atttypid = l.atttypid AND s.attcollation = l.attcollation, false) AS same_type,
                   coalesce(s.atttypid = l.atttypid AND s.atttypmod = l.atttypmod, false) AS same,
                   EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = l.attrelid AND i.indisunique
                           AND l.attnum = ANY (i.indkey::int2[]))
                   OR EXISTS (SELECT FROM pg_catalog.pg_constraint f WHERE f.contype = 'f'
                           AND (f.conrelid = l.attrelid AND l.attnum = ANY (f.conkey)
                                OR f.confrelid = l.attrelid AND l.attnum = ANY (f.confkey))) AS in_key
            FROM pg_catalog.pg_attribute l
            LEFT JOIN pg_catalog.pg_attribute s ON s.attrelid = %2$s::pg_catalog.regclass AND s.attname = l.attname
                AND NOT s.attisdropped AND s.attnum > 0
            WHERE l.attrelid = %1$s::pg_catalog.regclass AND l.attnum > 0 AND NOT l.attisdropped
            ORDER BY l.attnum
            """;

    /// Those over plain columns of all rows, the primary key first.
    static final String UNIQUE_KEYS = """
            SELECT c.relname, i.indisprimary,
                coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_equal,
                (SELECT pg_catalog.bool_or(NOT a.attnotnull)
                 FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                 WHERE k.place <= i.indnkeyatts) AS nullable,
                ARRAY(
                    SELECT pg_catalog.quote_ident(a.attname)
                    FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                    WHERE k.place <= i.indnkeyatts ORDER BY k.place) AS columns,
                ARRAY(
                    SELECT pg_catalog.format('OPERATOR(%%I.%%s)', n.nspname, o.oprname)
                    FROM pg_catalog.unnest(i.indclass::oid[]) WITH ORDINALITY k (class, place)
                    JOIN pg_catalog.pg_opclass oc ON oc.oid = k.class
                    JOIN pg_catalog.pg_amop m ON m.amopfamily = oc.opcfamily AND m.amoplefttype = oc.opcintype
                        AND m.amoprighttype = oc.opcintype AND m.amopstrategy = 3 AND m.amoppurpose = 's'
                    JOIN pg_catalog.pg_operator o ON o.oid = m.amopopr
                    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                    ORDER BY k.place) AS operators
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = %1$s::pg_catalog.regclass AND i.indisunique AND i.indisvalid
                AND i.indpred IS NULL AND i.indexprs IS NULL
            ORDER BY i.indisprimary DESC, c.relname
            """;

    static final String GONE = """
            SELECT pg_catalog.format('column %%I of %%s', s.attname, %1$s)
            FROM pg_catalog.pg_attribute s
            WHERE s.attrelid = %2$s::pg_catalog.regclass AND s.attnum > 0 AND NOT s.attisdropped
                AND s.attgenerated = ''
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute l WHERE l.attrelid = %1$s::pg_catalog.regclass
                    AND l.attname = s.attname AND NOT l.attisdropped AND l.attnum > 0)
            ORDER BY s.attnum
            """;

    /// Why rows can't be inserted, whatever they are.
    static final String OBSTACLES = """
            WITH tree AS (
                SELECT relid AS oid FROM pg_catalog.pg_partition_tree(%1$s::pg_catalog.regclass)
                UNION SELECT %1$s::pg_catalog.regclass)
            SELECT 'it takes part in inheritance: whose rows are missing can''t be told'
            FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent AND p.relkind = 'r'
            WHERE %1$s::pg_catalog.regclass IN (i.inhparent, i.inhrelid)
            UNION
            SELECT pg_catalog.format('rule %%I would take its rows elsewhere', rulename)
            FROM pg_catalog.pg_rewrite WHERE ev_class = %1$s::pg_catalog.regclass AND ev_type = '3'
            UNION
            SELECT pg_catalog.format('its part %%s is a foreign table', c.oid::pg_catalog.regclass)
            FROM pg_catalog.pg_class c JOIN tree ON tree.oid = c.oid WHERE c.relkind = 'f'
            UNION
            SELECT pg_catalog.format('its part %%s has a foreign key %%I of its own',
                                     f.conrelid::pg_catalog.regclass, f.conname)
            FROM pg_catalog.pg_constraint f JOIN tree ON tree.oid = f.conrelid
            WHERE f.contype = 'f' AND f.conparentid = 0 AND f.conrelid <> %1$s::pg_catalog.regclass
            """;

    /// The foreign keys of a table, and of the parts of partitioned tables those of the whole.
    static final String FOREIGN_KEYS = """
            SELECT f.conname,
                   pg_catalog.format('%%I.%%I', n.nspname, c.relname) AS parent,
                   ARRAY(SELECT pg_catalog.quote_ident(a.attname)
                         FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY k (number, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.number
                         ORDER BY k.place) AS columns,
                   ARRAY(SELECT pg_catalog.quote_ident(a.attname)
                         FROM pg_catalog.unnest(f.confkey) WITH ORDINALITY k (number, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.number
                         ORDER BY k.place) AS referenced,
                   ARRAY(SELECT pg_catalog.format('OPERATOR(%%I.%%s)', s.nspname, o.oprname)
                         FROM pg_catalog.unnest(f.conpfeqop) WITH ORDINALITY k (operator, place)
                         JOIN pg_catalog.pg_operator o ON o.oid = k.operator
                         JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace ORDER BY k.place) AS operators,
                   ARRAY(SELECT pg_catalog.format('OPERATOR(%%I.%%s)', s.nspname, o.oprname)
                         FROM pg_catalog.unnest(f.conppeqop) WITH ORDINALITY k (operator, place)
                         JOIN pg_catalog.pg_operator o ON o.oid = k.operator
                         JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace ORDER BY k.place) AS parent_operators
            FROM pg_catalog.pg_constraint f
            JOIN pg_catalog.pg_class c
                ON c.oid = coalesce(pg_catalog.pg_partition_root(f.confrelid), f.confrelid)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE f.contype = 'f' AND f.conparentid = 0 AND f.conrelid = %1$s::pg_catalog.regclass
            ORDER BY f.conname
            """;

    /// The foreign keys by which other rows refer to a table's, with their operators.
    static final String REFERRING = """
            SELECT f.conname,
                   pg_catalog.format('%%I.%%I', n.nspname, c.relname) AS child,
                   coalesce(pg_catalog.pg_partition_root(f.conrelid), f.conrelid)::pg_catalog.oid AS root,
                   ARRAY(SELECT pg_catalog.quote_ident(a.attname)
                         FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY k (number, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.number
                         ORDER BY k.place) AS columns,
                   ARRAY(SELECT pg_catalog.quote_ident(a.attname)
                         FROM pg_catalog.unnest(f.confkey) WITH ORDINALITY k (number, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.number
                         ORDER BY k.place) AS referenced,
                   ARRAY(SELECT pg_catalog.format('OPERATOR(%%I.%%s)', s.nspname, o.oprname)
                         FROM pg_catalog.unnest(f.conpfeqop) WITH ORDINALITY k (operator, place)
                         JOIN pg_catalog.pg_operator o ON o.oid = k.operator
                         JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace ORDER BY k.place) AS operators
            FROM pg_catalog.pg_constraint f
            JOIN pg_catalog.pg_class c ON c.oid = f.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE f.contype = 'f' AND f.conparentid = 0
                AND coalesce(pg_catalog.pg_partition_root(f.confrelid), f.confrelid) = %1$s::pg_catalog.regclass
            ORDER BY 2, 1
            """;

    private MergeQueries() {}
}
