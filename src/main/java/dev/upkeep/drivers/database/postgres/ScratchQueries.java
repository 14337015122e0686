package dev.upkeep.drivers.database.postgres;

/// What [ScratchTables] asks the catalog; `%s` is a list of oids.
final class ScratchQueries {
    private static final String COLUMNS = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname), c.relkind,
                   coalesce(e.extname, '')
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 AND d.objid = c.oid AND d.deptype = 'e'
            LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            """;

    static final String RELATIONS = COLUMNS + """
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    static final String WITH_CHILDREN =
            """
            WITH RECURSIVE tree (oid) AS (
                SELECT oid FROM pg_catalog.pg_class WHERE oid IN (%s)
                UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON tree.oid = i.inhparent)
            """ + COLUMNS.replace("%I", "%%I") + "WHERE c.oid IN (SELECT oid FROM tree) ORDER BY 4";

    /// A statement, and words for what gets lost with it.
    static final String PARENTS_LEFT = """
            SELECT pg_catalog.format(CASE p.relkind WHEN 'p' THEN 'ALTER TABLE %%2$s DETACH PARTITION %%1$s'
                                     ELSE 'ALTER TABLE %%1$s NO INHERIT %%2$s' END,
                                     i.inhrelid::pg_catalog.regclass, i.inhparent::pg_catalog.regclass),
                   pg_catalog.format('the place of %%s below %%s',
                                     i.inhrelid::pg_catalog.regclass, i.inhparent::pg_catalog.regclass)
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
            WHERE i.inhrelid IN (%1$s) AND i.inhparent NOT IN (%1$s)
            """;

    /// A partition's copies of a key go with it.
    static final String FOREIGN_KEYS_LEFT = """
            SELECT pg_catalog.format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::pg_catalog.regclass, conname),
                   pg_catalog.format('foreign key %%I of %%s to %%s',
                                     conname, conrelid::pg_catalog.regclass, confrelid::pg_catalog.regclass)
            FROM pg_catalog.pg_constraint
            WHERE contype = 'f' AND conrelid IN (%1$s) AND confrelid NOT IN (%1$s) AND conparentid = 0
            """;

    /// Of a partition's copies of a trigger only the first is named.
    static final String LEFT_BEHIND = """
            SELECT pg_catalog.format('trigger %%I of %%s', t.tgname, t.tgrelid::pg_catalog.regclass)
            FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid IN (%1$s) AND NOT t.tgisinternal
                AND coalesce(pg_catalog.to_jsonb(t) ->> 'tgparentid', '0') = '0'
            UNION ALL
            SELECT pg_catalog.format('rule %%I of %%s', rulename, ev_class::pg_catalog.regclass)
            FROM pg_catalog.pg_rewrite WHERE ev_class IN (%1$s)
            UNION ALL
            SELECT pg_catalog.format('policy %%I of %%s', polname, polrelid::pg_catalog.regclass)
            FROM pg_catalog.pg_policy WHERE polrelid IN (%1$s)
            """;

    static final String STATISTICS = """
            SELECT pg_catalog.format('%%I.%%I', n.nspname, s.stxname)
            FROM pg_catalog.pg_statistic_ext s
            JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
            WHERE s.stxrelid IN (%s)
            """;

    /// The name with its schema, and the bare one.
    static final String TABLES_WITH_ROWS = """
            SELECT pg_catalog.format('%%I.%%I', n.nspname, c.relname), c.relname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.oid IN (%s)
            """;

    static final String SEQUENCES = """
            SELECT pg_catalog.format('%%I.%%I', n.nspname, c.relname), c.relname
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid IN (%s)
            """;

    static final String OWNERS = """
            SELECT DISTINCT pg_catalog.pg_get_userbyid(relowner) FROM pg_catalog.pg_class WHERE oid IN (%s)
            """;

    private ScratchQueries() {}
}
