package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// What the backup user must be allowed, looked at before anything is locked, so that all that is missing is
/// named at once and with the statement that gives it.
final class Rights {
    private static final String UNREADABLE_SEQUENCES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
              AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
            ORDER BY 1
            """;
    private static final int NAMED = 3;

    private Rights() {}

    static void require(Connection connection, PostgresAddress address, List<Relation> relations) throws SQLException {
        var user = Rows.one(connection, "SELECT quote_ident(current_user)", row -> row.getString(1));
        var major = connection.getMetaData().getDatabaseMajorVersion();
        requireNone(
                relations.stream()
                        .filter(r -> !r.readable())
                        .map(Relation::sqlName)
                        .toList(),
                "user %s may not read %%s of %s".formatted(user, address),
                grant(user, major));
        requireNone(
                Rows.texts(connection, UNREADABLE_SEQUENCES),
                "user %s may not read sequence %%s of %s".formatted(user, address),
                grant(user, major));
        requireNone(
                relations.stream()
                        .filter(Relation::hidden)
                        .map(Relation::sqlName)
                        .toList(),
                "row-level security hides rows of %%s of %s from user %s".formatted(address, user),
                "As a superuser: ALTER ROLE %s BYPASSRLS;".formatted(user));
    }

    private static void requireNone(List<String> names, String message, String hint) {
        if (!names.isEmpty()) {
            throw new UpkeepException(Kind.MISSING, message.formatted(listed(names)), hint);
        }
    }

    static String grant(String user, int major) {
        return major >= 14
                ? "As a superuser: GRANT pg_read_all_data TO %s;".formatted(user)
                : "For each schema: GRANT USAGE ON SCHEMA s TO %1$s; GRANT SELECT ON ALL TABLES IN SCHEMA s TO %1$s; "
                                .formatted(user)
                        + "GRANT SELECT ON ALL SEQUENCES IN SCHEMA s TO %s;".formatted(user);
    }

    private static String listed(List<String> names) {
        var first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }
}
