package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// ACCESS SHARE locks: readers and writers go on, whoever wants to truncate, alter or drop waits.
final class Locks {
    private static final String HOLDERS = """
            SELECT DISTINCT format('%s is held by session %s (user %s, program %s, since %s)', l.relation::regclass,
                   l.pid, a.usename, a.application_name, a.xact_start::timestamp(0))
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.mode = 'AccessExclusiveLock' AND l.relation IN (%s) AND a.pid <> pg_backend_pid() AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY 1 LIMIT 3
            """;

    private Locks() {}

    /// @param ending `""` to wait, `" NOWAIT"` not to
    static void take(Connection connection, List<Relation> relations, int batch, String ending) throws SQLException {
        for (var from = 0; from < relations.size(); from += batch) {
            var names = relations.subList(from, Math.min(relations.size(), from + batch)).stream()
                    .map(relation -> "ONLY " + relation.sqlName())
                    .collect(Collectors.joining(", "));
            Rows.execute(connection, "LOCK TABLE " + names + " IN ACCESS SHARE MODE" + ending);
        }
    }

    /// Who keeps us out, in words; empty when nobody does any more.
    static String holders(Connection connection, List<Relation> relations) throws SQLException {
        var oids = new ArrayList<String>(List.of("0"));
        relations.forEach(relation -> oids.add(Long.toString(relation.oid())));
        return String.join(
                "; ", Rows.texts(connection, HOLDERS.replace("IN (%s)", "IN (" + String.join(",", oids) + ")")));
    }
}
