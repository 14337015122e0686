package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Extension;
import dev.upkeep.drivers.database.DatabaseDescription.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Why a server can't take a database, found before anything is made there. Tablespaces are no obstacle, since
/// everything goes to the default one; another collation version is none either, since every index is built anew.
final class RestoreObstacles {
    private static final Set<String> FOR_SUPERUSERS = Set.of("SUPERUSER", "REPLICATION", "BYPASSRLS");
    private static final Set<String> LOCALES_OF_ALL = Set.of("C", "POSIX", "");

    private final Connection session;

    RestoreObstacles(Connection session) {
        this.session = session;
    }

    List<String> of(DatabaseDescription description) throws SQLException {
        var found = new ArrayList<String>();
        version(description).ifPresent(found::add);
        encoding(description).ifPresent(found::add);
        locale(description).ifPresent(found::add);
        for (var extension : description.extensions()) {
            extension(extension).ifPresent(found::add);
        }
        found.addAll(rights(description));
        return found;
    }

    private Optional<String> version(DatabaseDescription description) throws SQLException {
        var here = session.getMetaData().getDatabaseMajorVersion();
        var recorded = ServerVersion.major(description.serverVersion());
        return here >= recorded
                ? Optional.empty()
                : Optional.of(
                        "the server is PostgreSQL %d, but the data comes from PostgreSQL %d: install postgresql-%d"
                                .formatted(here, recorded, recorded));
    }

    private Optional<String> encoding(DatabaseDescription description) throws SQLException {
        var known = Rows.one(
                session,
                "SELECT pg_catalog.pg_char_to_encoding(" + Sql.text(description.encoding()) + ") >= 0",
                row -> row.getBoolean(1));
        return known
                ? Optional.empty()
                : Optional.of("the server does not know the encoding \"%s\"".formatted(description.encoding()));
    }

    private Optional<String> locale(DatabaseDescription description) throws SQLException {
        for (var locale : List.of(description.collate(), description.ctype())) {
            if (!LOCALES_OF_ALL.contains(locale) && !canCollate("LOCALE = " + Sql.text(locale))) {
                return Optional.of(
                        "the locale \"%s\" is not installed: add it to /etc/locale.gen, run locale-gen, restart the server"
                                .formatted(locale));
            }
        }
        var icu = description.localeProvider().equals("icu");
        if (icu && !canCollate("PROVIDER = icu, LOCALE = " + Sql.text(description.icuLocale()))) {
            return Optional.of("the server has no ICU locale \"%s\": install a PostgreSQL that was built with ICU"
                    .formatted(description.icuLocale()));
        }
        return Optional.empty();
    }

    /// Tried in a transaction that is taken back. Any other refusal than "no such locale" says nothing about it.
    private boolean canCollate(String definition) throws SQLException {
        session.setAutoCommit(false);
        try {
            Rows.execute(session, "CREATE COLLATION pg_temp.upkeep_probe (%s)".formatted(definition));
            return true;
        } catch (SQLException refused) {
            return !Set.of("22023", "0A000", "42704").contains(Failures.state(refused))
                    || Failures.message(refused).contains("encoding");
        } finally {
            session.rollback();
            session.setAutoCommit(true);
        }
    }

    private Optional<String> extension(Extension extension) throws SQLException {
        var name = extension.name();
        var versions = Rows.list(
                session,
                "SELECT version, superuser AND NOT trusted FROM pg_catalog.pg_available_extension_versions WHERE name = "
                        + Sql.text(name),
                row -> new Version(row.getString(1), row.getBoolean(2)));
        if (versions.isEmpty()) {
            return Optional.of(
                    "extension \"%s\" is not installed: install its package (often postgresql-%d-%s or postgresql-contrib)"
                            .formatted(name, session.getMetaData().getDatabaseMajorVersion(), name));
        }
        var fitting = versions.stream()
                .filter(version -> version.name().equals(extension.version()))
                .findFirst();
        if (fitting.isEmpty()) {
            return Optional.of("extension \"%s\" is installed, but not in version %s (only %s): install that version"
                    .formatted(name, extension.version(), versions.getLast().name()));
        }
        if (!new ExtensionVersions(session).canBeMade(extension)) {
            return Optional.of(
                    "extension \"%s\" in schema \"%s\" has version %s, which is not this server's default: install a package with that default"
                            .formatted(name, extension.schema(), extension.version()));
        }
        return fitting.get().forSuperusers() && !name.equals("plpgsql") && !isSuperuser()
                ? Optional.of("only a superuser can make extension \"%s\": set database.admin to one".formatted(name))
                : Optional.empty();
    }

    private record Version(String name, boolean forSuperusers) {}

    private List<String> rights(DatabaseDescription description) throws SQLException {
        if (isSuperuser()) {
            return List.of();
        }
        var found = new ArrayList<String>();
        var user = session.getMetaData().getUserName();
        if (!has("rolcreatedb")) {
            found.add("account \"%s\" may not make databases: run as a superuser: ALTER ROLE %s CREATEDB"
                    .formatted(user, Sql.name(user)));
        }
        var mayMakeRoles = has("rolcreaterole");
        for (var role : new Roles(session).missing(description)) {
            role(role, user, mayMakeRoles).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<String> role(Role role, String user, boolean mayMakeRoles) {
        var special =
                role.attributes().stream().filter(FOR_SUPERUSERS::contains).findFirst();
        if (mayMakeRoles && special.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "role \"%s\" is missing and account \"%s\" may not make it: run as a superuser: CREATE ROLE %s %s"
                        .formatted(role.name(), user, Sql.name(role.name()), String.join(" ", role.attributes())));
    }

    private boolean has(String right) throws SQLException {
        return Rows.one(
                session,
                "SELECT %s FROM pg_catalog.pg_roles WHERE rolname = current_user".formatted(right),
                row -> row.getBoolean(1));
    }

    private boolean isSuperuser() throws SQLException {
        return has("rolsuper");
    }
}
