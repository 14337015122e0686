package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.Comparison.Difference;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Extension;
import dev.upkeep.drivers.database.DatabaseDescription.Role;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// A private server to restore into, and small values to restore.
final class RestoreWorld {
    private static final String PRIVATE = "20261121-083501-4f2a9c";

    private final PrivateCluster postgres;
    private final LocalHost host = new LocalHost(Pause.real());

    RestoreWorld(PrivateCluster postgres) {
        this.postgres = postgres;
    }

    PostgresServer server() {
        return serverAs(postgres.user(), postgres.password());
    }

    PostgresServer serverAs(String user, String password) {
        var address =
                new PostgresAddress(postgres.host(), postgres.port(), "postgres", user, () -> Optional.of(password));
        return new PostgresServer(address, new Connections("upkeep test"), host, Pause.real());
    }

    /// What a proof does: restores on a server of our own, which is gone afterwards.
    ///
    /// @return in what the restored database differs
    static List<Difference> onAPrivateServer(Snapshot moment, Path folder) throws IOException {
        var scratch = Files.createTempDirectory("upkeep-test");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwx--x--x"));
        var servers = new PostgresPrivateServers(
                scratch, new Connections("upkeep test"), new LocalHost(Pause.real()), Pause.real());
        var description = moment.description();
        try (var server = servers.start(PRIVATE, description.serverVersion())) {
            assertThat(server.obstacles(description)).isEmpty();
            return new RoundTrip(moment, folder).into(server, "proof");
        } finally {
            servers.remove(PRIVATE);
            Files.delete(scratch);
        }
    }

    /// Definitions as a set holds them.
    Path dump(String database, Path folder) {
        var file = folder.resolve("definitions.dump");
        var command = Command.of(
                "/usr/bin/env", "pg_dump", "-Fc", "--section=pre-data", "--section=post-data", "-f", file.toString());
        for (var variable : postgres.clientEnvironment(database).entrySet()) {
            command = command.environment(variable.getKey(), variable.getValue());
        }
        host.run(command).orFail("pg_dump", "");
        return file;
    }

    static Table table(String sqlName, String... columns) {
        return new Table(1, "public", sqlName, sqlName, List.of(columns), "", 0);
    }

    static InputStream rows(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A plain database that belongs to the test's superuser.
    static Description description() {
        return new Description("tester", List.of(), "", -1, List.of(), List.of(), List.of());
    }

    /// The parts of a description that tests vary.
    record Description(
            String owner,
            List<String> acl,
            String comment,
            int connectionLimit,
            List<Setting> settings,
            List<Extension> extensions,
            List<Role> roles) {
        Description owner(String other) {
            return new Description(other, acl, comment, connectionLimit, settings, extensions, roles);
        }

        Description acl(String... other) {
            return new Description(owner, List.of(other), comment, connectionLimit, settings, extensions, roles);
        }

        Description comment(String other, int limit) {
            return new Description(owner, acl, other, limit, settings, extensions, roles);
        }

        Description settings(Setting... other) {
            return new Description(owner, acl, comment, connectionLimit, List.of(other), extensions, roles);
        }

        Description extensions(Extension... other) {
            return new Description(owner, acl, comment, connectionLimit, settings, List.of(other), roles);
        }

        Description roles(Role... other) {
            return new Description(owner, acl, comment, connectionLimit, settings, extensions, List.of(other));
        }

        DatabaseDescription of(String locale, String version) {
            return new DatabaseDescription(
                    "postgres",
                    "vms",
                    version,
                    "UTF8",
                    locale,
                    locale,
                    "libc",
                    "",
                    "",
                    owner,
                    acl,
                    comment,
                    connectionLimit,
                    settings,
                    extensions,
                    roles,
                    List.of());
        }

        DatabaseDescription plain() {
            return of("C.UTF-8", "13.0");
        }
    }
}
