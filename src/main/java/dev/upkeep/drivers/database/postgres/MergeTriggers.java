package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Keeps the triggers of some tables quiet in one transaction, and sets each back as it was; those of partitions
/// one by one, since they may differ from those of the whole. Foreign keys go on being checked: their triggers
/// are the server's own.
final class MergeTriggers {
    static final String FIRING = """
            SELECT pg_catalog.format('ALTER TABLE ONLY %%s %%%%s TRIGGER %%I', t.tgrelid::pg_catalog.regclass, t.tgname),
                   CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END
            FROM pg_catalog.pg_trigger t
            WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
                AND (t.tgrelid = %1$s::pg_catalog.regclass
                     OR t.tgrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree(%1$s::pg_catalog.regclass)))
            ORDER BY 1
            """;

    private final Connection session;
    private final List<Firing> firing = new ArrayList<>();

    MergeTriggers(Connection session) {
        this.session = session;
    }

    private record Firing(String statement, String state) {}

    /// @param tables locked, quoted for SQL, with schema
    void silence(List<String> tables) throws SQLException {
        for (var table : tables) {
            firing.addAll(Rows.list(
                    session, FIRING.formatted(Sql.text(table)), row -> new Firing(row.getString(1), row.getString(2))));
        }
        for (var trigger : firing) {
            Rows.execute(session, trigger.statement().formatted("DISABLE"));
        }
    }

    void wake() throws SQLException {
        for (var trigger : firing) {
            Rows.execute(session, trigger.statement().formatted(trigger.state()));
        }
    }
}
