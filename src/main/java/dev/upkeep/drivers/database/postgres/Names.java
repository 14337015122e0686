package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A database of encoding SQL_ASCII may hold names of any bytes. A set names tables in UTF-8, and so do the statements
/// that read them: a table whose name is something else can't be backed up, and that is said instead of a decoder's
/// complaint. Rows may hold any bytes; functions and views may have any names.
final class Names {
    private static final int NAMED = 3;
    private static final String ALL = """
            SELECT 'schema', n.nspname::text, n.nspname::text FROM pg_namespace n
            UNION ALL
            SELECT CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'm' THEN 'materialized view'
                   WHEN 'f' THEN 'foreign table' ELSE 'table' END,
                   concat(n.nspname, '.', c.relname), concat(n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'S', 'm', 'f')
            UNION ALL
            SELECT 'column', concat(n.nspname, '.', c.relname, '.', a.attname), a.attname::text
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private Names() {}

    /// @throws UpkeepException REFUSED with the names, `?` for what is no UTF-8
    static void requireReadable(Connection connection, PostgresAddress address) throws SQLException {
        var facts = Facts.of(connection);
        if (!facts.encoding().equals("SQL_ASCII")) {
            return;
        }
        facts.readNames(connection);
        var odd = Rows.list(connection, ALL, row -> List.of(row.getString(1), row.getString(2), row.getString(3)));
        Facts.readRows(connection);
        var named = odd.stream()
                .filter(name -> !isUtf8(name.get(2)))
                .map(name -> name.get(0) + " " + name.get(1).replaceAll("[^ -~]", "?"))
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        if (!named.isEmpty()) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "%s has encoding SQL_ASCII, and names that are not UTF-8: %s".formatted(address, named),
                    "Rename them; which bytes are meant only you know.");
        }
    }

    /// @param name as read by [Facts#readNames]: a letter per byte
    private static boolean isUtf8(String name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
