package dev.upkeep;

import dev.upkeep.app.App;
import dev.upkeep.app.DatabaseSettings;
import dev.upkeep.base.config.Secret;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.database.Examination;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.database.RowMerges;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.database.SideTables;
import dev.upkeep.drivers.database.postgres.Connections;
import dev.upkeep.drivers.database.postgres.PasswordFile;
import dev.upkeep.drivers.database.postgres.PostgresAddress;
import dev.upkeep.drivers.database.postgres.PostgresDatabase;
import dev.upkeep.drivers.database.postgres.PostgresExamination;
import dev.upkeep.drivers.database.postgres.PostgresLiveDatabases;
import dev.upkeep.drivers.database.postgres.PostgresPrivateServers;
import dev.upkeep.drivers.database.postgres.PostgresRowMerges;
import dev.upkeep.drivers.database.postgres.PostgresServer;
import dev.upkeep.drivers.database.postgres.PostgresSideTables;
import dev.upkeep.drivers.host.Host;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The makes of databases, chosen by `database.engine`. The only place that names them.
final class Databases {
    private static final Duration MERGE_LOCK_WAIT = Duration.ofSeconds(10);

    private final Host host;
    private final Pause pause;
    private final Connections connections = new Connections("upkeep");

    Databases(Host host, Pause pause) {
        this.host = host;
        this.pause = pause;
    }

    /// Where client programs and the apps' own commands run.
    Host host() {
        return host;
    }

    Database of(App app) {
        return new PostgresDatabase(user(app.database()), connections, host, pause, () -> server(app));
    }

    /// As the user who restores.
    Server server(App app) {
        return new PostgresServer(admin(app.database()), connections, host, pause);
    }

    /// As the user who restores.
    LiveDatabases live(App app) {
        return new PostgresLiveDatabases(admin(app.database()), connections, host, pause);
    }

    /// Schemas of restored tables in the live database, as the user who restores.
    SideTables sideTables(App app) {
        return new PostgresSideTables(admin(app.database()), connections, host, pause);
    }

    /// Rows of the live database, as the user who restores.
    RowMerges rowMerges(App app) {
        return new PostgresRowMerges(admin(app.database()), connections, pause, MERGE_LOCK_WAIT);
    }

    Examination examination(App app) {
        return new PostgresExamination(user(app.database()), admin(app.database()), connections, host);
    }

    PrivateServers privateServers() {
        return new PostgresPrivateServers(PostgresPrivateServers.usualScratch(), connections, host, pause);
    }

    /// What killed processes left outside of their runs' folders: files with passwords.
    void removeLeftBehind() {
        PasswordFile.removeLeftBehind();
    }

    private static PostgresAddress user(DatabaseSettings settings) {
        return address(settings, settings.user(), settings.password());
    }

    private static PostgresAddress admin(DatabaseSettings settings) {
        return address(settings, settings.restoringUser(), settings.restoringPassword());
    }

    private static PostgresAddress address(DatabaseSettings settings, String user, @Nullable Secret password) {
        Supplier<Optional<String>> secret = () -> Optional.ofNullable(password).map(Secret::reveal);
        return new PostgresAddress(settings.host(), settings.port(), settings.name(), user, secret);
    }
}
