package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Gives a restored database what it is besides its schema and rows: owner, rights, comment, connection limit,
/// settings.
/// All of it in one transaction, whose end opens the database for its users. That commit is a durable one, and takes
/// along the rows that were committed without waiting for the disk.
final class Settlement {
    private final Connection session;
    private final String name;
    private final String database;

    Settlement(Connection session, String name) {
        this.session = session;
        this.name = name;
        this.database = Sql.name(name);
    }

    void settle(DatabaseDescription description) throws SQLException {
        session.setAutoCommit(false);
        // Whatever the role or the server has set; a standby need not have it yet.
        execute("SET LOCAL synchronous_commit = local");
        comment(description.comment());
        execute("ALTER DATABASE %s CONNECTION LIMIT %d".formatted(database, description.connectionLimit()));
        for (var setting : description.settings()) {
            execute(statement(setting));
        }
        execute("ALTER DATABASE %s OWNER TO %s".formatted(database, Sql.name(description.owner())));
        rights(description);
        session.commit();
    }

    private void comment(String comment) throws SQLException {
        execute("COMMENT ON DATABASE %s IS %s".formatted(database, comment.isEmpty() ? "NULL" : Sql.text(comment)));
    }

    private String statement(Setting setting) {
        var whose = setting.role().isEmpty()
                ? "ALTER DATABASE %s".formatted(database)
                : "ALTER ROLE %s IN DATABASE %s".formatted(Sql.name(setting.role()), database);
        return "%s SET %s TO %s".formatted(whose, Sql.name(setting.name()), SettingValue.sql(setting));
    }

    /// No recorded rights means the usual ones: everybody may connect.
    private void rights(DatabaseDescription description) throws SQLException {
        var owner = Sql.name(description.owner());
        execute("REVOKE ALL ON DATABASE %s FROM PUBLIC, CURRENT_USER, %s".formatted(database, owner));
        if (description.acl().isEmpty()) {
            execute("GRANT CONNECT, TEMPORARY ON DATABASE %s TO PUBLIC".formatted(database));
            execute("GRANT ALL ON DATABASE %s TO %s".formatted(database, owner));
            return;
        }
        for (var right : recorded(description)) {
            grant(right, description.owner());
        }
    }

    private record Right(String grantor, String grantee, String privilege, boolean grantable) {}

    private List<Right> recorded(DatabaseDescription description) throws SQLException {
        return Rows.list(
                session,
                """
                SELECT pg_catalog.pg_get_userbyid(a.grantor), COALESCE(r.rolname, ''), a.privilege_type, a.is_grantable
                FROM pg_catalog.aclexplode(ARRAY[%s]::pg_catalog.aclitem[])
                         WITH ORDINALITY AS a (grantor, grantee, privilege_type, is_grantable, place)
                     LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
                ORDER BY (pg_catalog.pg_get_userbyid(a.grantor) = %s) DESC, a.place""".formatted(Sql.texts(description.acl()), Sql.text(description.owner())),
                row -> new Right(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
    }

    /// Somebody else than the owner may have given a right on: then it is given by that role again.
    private void grant(Right right, String owner) throws SQLException {
        var other = !right.grantor().equals(owner);
        if (other) {
            execute("SET LOCAL ROLE " + Sql.name(right.grantor()));
        }
        execute("GRANT %s ON DATABASE %s TO %s%s"
                .formatted(
                        right.privilege(),
                        database,
                        right.grantee().isEmpty() ? "PUBLIC" : Sql.name(right.grantee()),
                        right.grantable() ? " WITH GRANT OPTION" : ""));
        if (other) {
            execute("RESET ROLE");
        }
    }

    private void execute(String statement) throws SQLException {
        Rows.execute(session, statement);
    }

    @Override
    public String toString() {
        return "settlement of " + name;
    }
}
