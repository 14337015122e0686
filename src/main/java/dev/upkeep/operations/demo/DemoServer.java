package dev.upkeep.operations.demo;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// The demo's "live" database server: a private PostgreSQL, asked and changed by the real `psql`, as anybody would. Its
/// data lies where private servers live, since its account may not be able to enter the demo's folder.
final class DemoServer {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /// The oldest version that the volunteer system needs; the nearest one that is installed is taken.
    private static final String OLDEST_VERSION = "14";

    private static final String PASSWORDS = "pgpass";

    private final Host host;
    private final String psql;
    private final Path folder;
    private final PrivateServer.Access access;

    private DemoServer(Host host, String psql, Path folder, PrivateServer.Access access) {
        this.host = host;
        this.psql = psql;
        this.folder = folder;
        this.access = access;
    }

    /// Makes and starts it.
    ///
    /// @param name under which it can be removed, see [PrivateServers#remove]
    /// @param folder for the script `psql` and its password file, both readable by us alone
    static DemoServer start(Host host, PrivateServers servers, String name, Path folder) {
        var psql = psqlOf(host);
        try (var server = servers.start(name, OLDEST_VERSION)) {
            var started = new DemoServer(host, psql, folder, server.access());
            started.writePsql();
            return started;
        }
    }

    /// Makes the volunteer system's roles and its database, filled.
    ///
    /// @param backupPassword of hexadecimal digits, for [VolunteerDatabase#BACKUP_USER]
    void load(String backupPassword) {
        run("postgres", VolunteerDatabase.roles());
        run("postgres", "ALTER ROLE %s PASSWORD '%s'".formatted(VolunteerDatabase.BACKUP_USER, backupPassword));
        run("postgres", """
                CREATE DATABASE %s TEMPLATE template0 OWNER %s ENCODING 'UTF8' LOCALE 'C.UTF-8'
                """.formatted(VolunteerDatabase.NAME, VolunteerDatabase.OWNER));
        run(VolunteerDatabase.NAME, VolunteerDatabase.content());
    }

    PrivateServer.Access access() {
        return access;
    }

    /// Runs SQL, stopping at the first error.
    void run(String database, String sql) {
        psql(database, sql);
    }

    /// @return the rows, columns parted by `|`, without the last line end
    String ask(String database, String sql) {
        return psql(database, sql).stripTrailing();
    }

    long count(String database, String sql) {
        return Long.parseLong(ask(database, sql));
    }

    private String psql(String database, String sql) {
        var file = write("sql", sql, "rw-------");
        try {
            return host.run(Command.of(psql, "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", file.toString())
                            .environment("PGPASSFILE", folder.resolve(PASSWORDS).toString())
                            .environment("PGHOST", access.host())
                            .environment("PGPORT", Integer.toString(access.port()))
                            .environment("PGUSER", access.user())
                            .environment("PGDATABASE", database)
                            .within(LIMIT))
                    .orFail("the demo's SQL failed in database \"" + database + "\"", "This is a mistake of the demo.")
                    .output();
        } finally {
            delete(file);
        }
    }

    /// `FOLDER/psql` opens the demo's databases for whoever goes on by hand.
    private void writePsql() {
        var line = "%s:%d:*:%s:%s\n".formatted(access.host(), access.port(), access.user(), access.password());
        write(PASSWORDS, line, "rw-------");
        write(
                "psql",
                """
                #!/bin/sh
                # psql as the admin of the demo's server
                here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
                PGPASSFILE=$here/%s PGHOST=%s PGPORT=%d PGUSER=%s PGDATABASE=%s exec %s "$@"
                """.formatted(PASSWORDS, access.host(), access.port(), access.user(), VolunteerDatabase.NAME, psql),
                "rwx------");
    }

    private static String psqlOf(Host host) {
        return host.find("psql")
                .orElseThrow(() -> new UpkeepException(
                        Kind.MISSING,
                        "the demo needs the program psql, which is not installed",
                        "Install it: apt-get install postgresql-client"));
    }

    private Path write(String name, String text, String permissions) {
        var file = folder.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UpkeepException(Kind.FAILED, "the demo could not write " + file + ": " + e, "", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UpkeepException(Kind.FAILED, "the demo could not remove " + file + ": " + e, "", e);
        }
    }
}
