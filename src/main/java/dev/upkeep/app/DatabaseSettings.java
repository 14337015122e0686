package dev.upkeep.app;

import dev.upkeep.base.config.Secret;
import org.jspecify.annotations.Nullable;

/// The app's database: `database`.
///
/// @param engine `postgres`
/// @param host a name or address, or the absolute path of the folder with the server's socket
/// @param user who takes backups; reading rights suffice
/// @param password null when the server asks for none
/// @param admin who makes databases and roles in a restore; null when the user may do it
public record DatabaseSettings(
        String engine,
        String name,
        String host,
        int port,
        String user,
        @Nullable Secret password,
        @Nullable String admin,
        @Nullable Secret adminPassword) {
    public static final int DEFAULT_PORT = 5432;

    /// The one who restores: the admin, or the user where none is named.
    public String restoringUser() {
        return admin == null ? user : admin;
    }

    public @Nullable Secret restoringPassword() {
        return admin == null ? password : adminPassword;
    }
}
