package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The recorded roles that a server does not have: made with their attributes and memberships, but without a password,
/// so that nobody can log in as one of them before an admin gives it one. Roles that exist are not touched.
final class Roles {
    /// Whatever a set says is only taken when it can be nothing but an attribute.
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(NO)?(LOGIN|SUPERUSER|CREATEDB|CREATEROLE|INHERIT|REPLICATION|BYPASSRLS)|CONNECTION LIMIT -?\\d{1,9}"
                    + "|VALID UNTIL '[0-9A-Za-z :.+-]{1,40}'");

    private final Connection session;

    Roles(Connection session) {
        this.session = session;
    }

    List<Role> missing(DatabaseDescription description) throws SQLException {
        var existing = existing();
        return description.roles().stream()
                .filter(role -> !existing.contains(role.name()))
                .toList();
    }

    /// All of them, or none when one can't be made.
    void makeMissing(DatabaseDescription description) throws SQLException {
        var missing = missing(description);
        if (missing.isEmpty()) {
            return;
        }
        session.setAutoCommit(false);
        try {
            make(missing, description.roles());
            session.commit();
        } catch (SQLException | RuntimeException failure) {
            session.rollback();
            throw failure;
        } finally {
            session.setAutoCommit(true);
        }
    }

    private void make(List<Role> missing, List<Role> all) throws SQLException {
        var made = new HashSet<String>();
        for (var role : missing) {
            role.attributes().forEach(Roles::check);
            executed(
                    "CREATE ROLE %s %s".formatted(Sql.name(role.name()), String.join(" ", role.attributes())),
                    role.name());
            made.add(role.name());
        }
        joinGroups(all, made);
        if (!isSuperuser()) {
            for (var name : made) {
                executed("GRANT %s TO CURRENT_USER".formatted(Sql.name(name)), name);
            }
        }
    }

    /// A membership is given when the group or the member is new; one between two roles that were there is their
    /// admin's.
    private void joinGroups(List<Role> all, Set<String> made) throws SQLException {
        var existing = existing();
        for (var role : all) {
            for (var group : role.memberOf()) {
                var isNew = made.contains(role.name()) || made.contains(group);
                if (isNew && existing.contains(group)) {
                    executed("GRANT %s TO %s".formatted(Sql.name(group), Sql.name(role.name())), role.name());
                }
            }
        }
    }

    private void executed(String statement, String role) throws SQLException {
        try {
            Rows.execute(session, statement);
        } catch (SQLException refused) {
            if (!Failures.state(refused).equals("42501")) {
                throw refused;
            }
            throw new UpkeepException(
                    Kind.MISSING,
                    "role \"%s\" is missing and account \"%s\" may not make it: %s"
                            .formatted(role, session.getMetaData().getUserName(), Failures.message(refused)),
                    "Let a superuser run: " + statement,
                    refused);
        }
    }

    boolean isSuperuser() throws SQLException {
        return Rows.one(
                session,
                "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user",
                row -> row.getBoolean(1));
    }

    private Set<String> existing() throws SQLException {
        return Set.copyOf(Rows.texts(session, "SELECT rolname FROM pg_catalog.pg_roles"));
    }

    private static void check(String attribute) {
        if (!ATTRIBUTE.matcher(attribute).matches()) {
            throw new UpkeepException(
                    Kind.DAMAGED,
                    "the set records a role with the unknown attribute \"" + attribute + "\"",
                    "Was it made by a newer Upkeep?");
        }
    }
}
