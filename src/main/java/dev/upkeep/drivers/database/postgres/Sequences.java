package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Sequence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads sequences' exact states. A sequence has no moments: it is read as it is now, which is never behind the
/// rows of the snapshot, so a restored one never hands out a number twice.
final class Sequences {
    private static final String NAMES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                 AND d.refclassid = 'pg_extension'::regclass
            LEFT JOIN pg_extension e ON e.oid = d.refobjid
            WHERE c.relkind = 'S' AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (e.oid IS NULL OR c.oid = ANY (e.extconfig))
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;
    private static final int BATCH = 200;

    private Sequences() {}

    static List<Sequence> read(Connection connection) throws SQLException {
        var names = Rows.texts(connection, NAMES);
        var read = new ArrayList<Sequence>();
        for (var from = 0; from < names.size(); from += BATCH) {
            read.addAll(states(connection, names.subList(from, Math.min(names.size(), from + BATCH))));
        }
        return List.copyOf(read);
    }

    private static List<Sequence> states(Connection connection, List<String> names) throws SQLException {
        var sql = names.stream()
                .map(name -> "SELECT '%s', last_value, is_called FROM %s".formatted(name.replace("'", "''"), name))
                .collect(Collectors.joining(" UNION ALL "));
        return Rows.list(connection, sql, row -> new Sequence(row.getString(1), row.getLong(2), row.getBoolean(3)));
    }
}
