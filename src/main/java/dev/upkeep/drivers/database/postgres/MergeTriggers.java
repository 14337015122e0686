package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Keeps the triggers of some tables quiet in one transaction, and sets each back as it was; those of partitions
/// one by one, since they may differ from those of the whole. Foreign keys go on being checked: their triggers
/// are the server's own.
final class MergeTriggers {
    /// Before PostgreSQL 15 a partition's copy of a trigger counts as internal.
    static final String FIRING = """
            SELECT t.tgrelid::pg_catalog.regclass::text, pg_catalog.quote_ident(t.tgname),
                   CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END
            FROM pg_catalog.pg_trigger t
            WHERE t.tgenabled IN ('O', 'A')
                AND (NOT t.tgisinternal
                     OR t.tgconstraint = 0 AND coalesce(pg_catalog.to_jsonb(t) ->> 'tgparentid', '0') <> '0')
                AND (t.tgrelid = %1$s::pg_catalog.regclass
                     OR t.tgrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree(%1$s::pg_catalog.regclass)))
            ORDER BY 1, 2
            """;

    private final Connection session;
    private final List<Firing> firing = new ArrayList<>();

    MergeTriggers(Connection session) {
        this.session = session;
    }

    private record Firing(String table, String name, String state) {
        String become(String wanted) {
            return "ALTER TABLE ONLY " + table + " " + wanted + " TRIGGER " + name;
        }
    }

    /// @param tables locked, quoted for SQL, with schema
    void silence(List<String> tables) throws SQLException {
        for (var table : tables) {
            firing.addAll(Rows.list(
                    session,
                    FIRING.formatted(Sql.text(table)),
                    row -> new Firing(row.getString(1), row.getString(2), row.getString(3))));
        }
        for (var trigger : firing) {
            Rows.execute(session, trigger.become("DISABLE"));
        }
    }

    void wake() throws SQLException {
        for (var trigger : firing) {
            Rows.execute(session, trigger.become(trigger.state()));
        }
    }
}
