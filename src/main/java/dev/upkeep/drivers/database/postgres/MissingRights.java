package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Shortcoming;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the session's user may not read of what a backup reads, each with the statement that gives exactly that.
final class MissingRights {
    private static final String OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    private static final String SCHEMAS = """
            SELECT DISTINCT quote_ident(n.nspname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't' AND %s
              AND NOT has_schema_privilege(n.oid, 'USAGE')
            ORDER BY 1
            """.formatted(OURS);
    /// Sequences are asked for like tables: `has_sequence_privilege` fails when the planner tries it on a table first.
    private static final String RELATIONS = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN (%s) AND c.relpersistence <> 't' AND %s
              AND NOT %s
              AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                                AND d.refclassid = 'pg_extension'::regclass
                                AND NOT coalesce(c.oid = ANY (e.extconfig), false))
            ORDER BY 1
            """;
    private static final String TABLES = RELATIONS.formatted("'r', 'p'", OURS, "has_table_privilege(c.oid, 'SELECT')");
    private static final String SEQUENCES = RELATIONS.formatted("'S'", OURS, "has_table_privilege(c.oid, 'SELECT')");
    private static final String ROW_SECURED = RELATIONS.formatted("'r', 'p'", OURS, "NOT row_security_active(c.oid)");
    private static final String LARGE_OBJECTS = """
            SELECT o.oid::text FROM pg_largeobject_metadata o
            WHERE NOT pg_has_role(o.lomowner, 'USAGE')
              AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
              AND NOT EXISTS (SELECT FROM aclexplode(o.lomacl) a WHERE a.privilege_type = 'SELECT'
                              AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
            ORDER BY o.oid
            """;
    private static final int NAMED = 3;
    private static final int GRANTED_ONE_BY_ONE = 50;

    private final Connection session;

    MissingRights(Connection session) {
        this.session = session;
    }

    List<Shortcoming> toBackUp() throws SQLException {
        var user = Rows.one(session, "SELECT quote_ident(current_user)", row -> row.getString(1));
        return Stream.of(
                        lacking(SCHEMAS, user + " may not enter schema %s", "GRANT USAGE ON SCHEMA %s TO " + user),
                        lacking(TABLES, user + " may not read table %s", "GRANT SELECT ON TABLE %s TO " + user),
                        lacking(
                                SEQUENCES,
                                user + " may not read sequence %s",
                                "GRANT SELECT ON SEQUENCE %s TO " + user),
                        lacking(
                                ROW_SECURED,
                                "row-level security hides rows from %s of table %%s".formatted(user),
                                "ALTER ROLE %s BYPASSRLS".formatted(user)),
                        largeObjects(user))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Shortcoming> lacking(String query, String what, String remedy) throws SQLException {
        var names = Rows.texts(session, query);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shortcoming(
                        what.replace("%s", listed(names)), remedy.replace("%s", String.join(", ", names)) + ";"));
    }

    private Optional<Shortcoming> largeObjects(String user) throws SQLException {
        var each = "GRANT SELECT ON LARGE OBJECT %s TO " + user;
        var found = lacking(LARGE_OBJECTS, user + " may not read large object %s", each);
        var many = found.isPresent() && Rows.texts(session, LARGE_OBJECTS).size() > GRANTED_ONE_BY_ONE;
        return many ? found.map(all -> new Shortcoming(all.what(), grantOnAll(each))) : found;
    }

    private static String grantOnAll(String grant) {
        return "DO $do$ DECLARE o oid; BEGIN FOR o IN SELECT oid FROM pg_largeobject_metadata LOOP EXECUTE format(%s, o);"
                        .formatted(Sql.text(grant))
                + " END LOOP; END $do$;";
    }

    private static String listed(List<String> names) {
        var first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }
}
