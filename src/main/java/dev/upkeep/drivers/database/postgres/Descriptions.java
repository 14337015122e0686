package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Extension;
import dev.upkeep.drivers.database.DatabaseDescription.Role;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Asks the catalog what the database is. Never looks at passwords: `pg_roles`, not `pg_authid`.
final class Descriptions {
    private static final int FIRST_WITH_PROVIDER = 15;
    private static final int FIRST_WITH_COMMON_LOCALE = 17;

    private static final String DATABASE = """
            SELECT d.datname, current_setting('server_version') AS version, pg_encoding_to_char(d.encoding) AS encoding,
                   d.datcollate, d.datctype, %s AS provider, coalesce(%s, '') AS locale,
                   coalesce(%s, '') AS collation_version,
                   pg_get_userbyid(d.datdba) AS owner,
                   coalesce(shobj_description(d.oid, 'pg_database'), '') AS comment,
                   d.datconnlimit,
                   ARRAY(SELECT 'public' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')) AS without,
                   ARRAY(SELECT a::text FROM unnest(d.datacl) a ORDER BY a::text COLLATE "C") AS acl
            FROM pg_database d WHERE d.datname = current_database()
            """;
    private static final String SETTINGS = """
            SELECT coalesce(r.rolname::text, '') AS role_name, split_part(c, '=', 1) AS name,
                   substr(c, strpos(c, '=') + 1) AS value
            FROM pg_db_role_setting s
            LEFT JOIN pg_roles r ON r.oid = s.setrole
            CROSS JOIN unnest(s.setconfig) c
            WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY 1, 2
            """;
    private static final String EXTENSIONS = """
            SELECT e.extname, e.extversion, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            ORDER BY e.extname COLLATE "C"
            """;
    /// Those that own or may do something here, and whoever they are linked to by membership. The bootstrap
    /// superuser is not in pg_shdepend, so it is always named; predefined roles are on every server.
    private static final String ROLES = """
            WITH RECURSIVE here AS (SELECT oid, datdba FROM pg_database WHERE datname = current_database()),
            involved(oid) AS (
                SELECT s.refobjid FROM pg_shdepend s, here
                WHERE s.refclassid = 'pg_authid'::regclass
                  AND (s.dbid = here.oid OR (s.classid = 'pg_database'::regclass AND s.objid = here.oid))
                UNION SELECT datdba FROM here
                UNION SELECT setrole FROM pg_db_role_setting, here WHERE setdatabase = here.oid
                UNION SELECT 10::oid
            ), linked(oid) AS (
                SELECT oid FROM involved
                UNION SELECT CASE WHEN m.member = l.oid THEN m.roleid ELSE m.member END
                FROM linked l JOIN pg_auth_members m ON l.oid IN (m.member, m.roleid)
                WHERE l.oid >= 16384 OR l.oid = 10
            )
            SELECT r.*, ARRAY(SELECT DISTINCT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                              WHERE m.member = r.oid ORDER BY 1) AS member_of
            FROM pg_roles r JOIN linked USING (oid)
            WHERE r.rolname !~ '^pg_'
            ORDER BY r.rolname COLLATE "C"
            """;

    private Descriptions() {}

    static DatabaseDescription of(Connection connection) throws SQLException {
        var settings = Rows.list(
                connection,
                SETTINGS,
                row -> new Setting(row.getString("role_name"), row.getString("name"), row.getString("value")));
        var extensions = Rows.list(
                connection, EXTENSIONS, row -> new Extension(row.getString(1), row.getString(2), row.getString(3)));
        var roles = Rows.list(connection, ROLES, Descriptions::role);
        return Rows.one(
                connection,
                databaseSql(connection.getMetaData().getDatabaseMajorVersion()),
                row -> database(row, settings, extensions, roles));
    }

    private static String databaseSql(int major) {
        if (major < FIRST_WITH_PROVIDER) {
            return DATABASE.formatted("'libc'", "NULL", "NULL");
        }
        var provider = "CASE d.datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END";
        var locale = major < FIRST_WITH_COMMON_LOCALE ? "d.daticulocale" : "d.datlocale";
        return DATABASE.formatted(provider, locale, "d.datcollversion");
    }

    private static DatabaseDescription database(
            ResultSet row, List<Setting> settings, List<Extension> extensions, List<Role> roles) throws SQLException {
        return new DatabaseDescription(
                "postgres",
                row.getString("datname"),
                row.getString("version").split(" ")[0],
                row.getString("encoding"),
                row.getString("datcollate"),
                row.getString("datctype"),
                row.getString("provider"),
                row.getString("locale"),
                row.getString("collation_version"),
                row.getString("owner"),
                Rows.array(row, "acl"),
                row.getString("comment"),
                row.getInt("datconnlimit"),
                settings,
                extensions,
                roles,
                Rows.array(row, "without"));
    }

    private static Role role(ResultSet row) throws SQLException {
        var attributes = new ArrayList<String>();
        addWhen(attributes, row, "rolsuper", "SUPERUSER");
        addWhen(attributes, row, "rolcreatedb", "CREATEDB");
        addWhen(attributes, row, "rolcreaterole", "CREATEROLE");
        addWhen(attributes, row, "rolcanlogin", "LOGIN");
        addWhen(attributes, row, "rolreplication", "REPLICATION");
        addWhen(attributes, row, "rolbypassrls", "BYPASSRLS");
        if (!row.getBoolean("rolinherit")) {
            attributes.add("NOINHERIT");
        }
        if (row.getInt("rolconnlimit") != -1) {
            attributes.add("CONNECTION LIMIT " + row.getInt("rolconnlimit"));
        }
        var until = row.getString("rolvaliduntil");
        if (until != null) {
            attributes.add("VALID UNTIL '" + until + "'");
        }
        return new Role(row.getString("rolname"), attributes, Rows.array(row, "member_of"));
    }

    private static void addWhen(List<String> attributes, ResultSet row, String column, String word)
            throws SQLException {
        if (row.getBoolean(column)) {
            attributes.add(word);
        }
    }
}
