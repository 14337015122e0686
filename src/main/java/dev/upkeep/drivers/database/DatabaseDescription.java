package dev.upkeep.drivers.database;

import java.util.List;

/// What a database is besides its schema and rows; enough to make an equal empty one. Empty text means "none".
///
/// @param engine for example `postgres`
/// @param serverVersion as the server names it, for example `15.18`
/// @param localeProvider `libc` or `icu`
/// @param collationVersion as recorded by the server, or empty
/// @param acl the database's own rights, as the server prints them, without roles' passwords
/// @param settings of the database, and of roles in it
/// @param withoutSchemas those that a new database has and this one does not, such as a `public` that was dropped
/// @param roles every role that owns something, has a right or is a member of one that has, with attributes
public record DatabaseDescription(
        String engine,
        String name,
        String serverVersion,
        String encoding,
        String collate,
        String ctype,
        String localeProvider,
        String icuLocale,
        String collationVersion,
        String owner,
        List<String> acl,
        String comment,
        int connectionLimit,
        List<Setting> settings,
        List<Extension> extensions,
        List<Role> roles,
        List<String> withoutSchemas) {
    public DatabaseDescription {
        acl = List.copyOf(acl);
        settings = List.copyOf(settings);
        extensions = List.copyOf(extensions);
        roles = List.copyOf(roles);
        withoutSchemas = List.copyOf(withoutSchemas);
    }

    /// @param role for which it holds, empty for all
    public record Setting(String role, String name, String value) {}

    public record Extension(String name, String version, String schema) {}

    /// @param attributes SQL words such as `LOGIN`, `CREATEDB`, `BYPASSRLS`; never a password
    /// @param memberOf roles that it is a member of
    public record Role(String name, List<String> attributes, List<String> memberOf) {
        public Role {
            attributes = List.copyOf(attributes);
            memberOf = List.copyOf(memberOf);
        }
    }
}
