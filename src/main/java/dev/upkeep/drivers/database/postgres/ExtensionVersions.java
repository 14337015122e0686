package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription.Extension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Makes the extensions whose recorded version is not the one that this server would choose. `pg_dump` writes no
/// version, only `CREATE EXTENSION IF NOT EXISTS`, which leaves alone what is there already.
final class ExtensionVersions {
    /// Schemas that an empty database has.
    private static final Set<String> BORN_WITH = Set.of("public", "pg_catalog");

    private final Connection session;

    ExtensionVersions(Connection session) {
        this.session = session;
    }

    void make(List<Extension> extensions) throws SQLException {
        for (var extension : extensions) {
            if (BORN_WITH.contains(extension.schema()) && !isDefault(extension)) {
                Rows.execute(
                        session,
                        "CREATE EXTENSION IF NOT EXISTS %s SCHEMA %s VERSION %s CASCADE"
                                .formatted(
                                        Sql.name(extension.name()),
                                        Sql.name(extension.schema()),
                                        Sql.text(extension.version())));
            }
        }
    }

    /// Whether it can be made in its recorded version: `pg_restore` makes the other schemas, too late for us.
    boolean canBeMade(Extension extension) throws SQLException {
        return BORN_WITH.contains(extension.schema()) || isDefault(extension);
    }

    private boolean isDefault(Extension extension) throws SQLException {
        return !Rows.texts(
                        session,
                        "SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = %s AND default_version = %s"
                                .formatted(Sql.text(extension.name()), Sql.text(extension.version())))
                .isEmpty();
    }
}
