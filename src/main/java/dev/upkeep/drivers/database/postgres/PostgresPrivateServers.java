package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServer.Access;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Throw-away servers from the machine's own PostgreSQL, each in a [PrivateServerFolder]. They listen on loopback only
/// and know one login, a superuser named after the server with a random password; other roles can log in when somebody
/// gives them a password. Nothing is written safely (fsync is off): such a server is made for one proof or drill, then
/// removed. May be used from several threads.
public final class PostgresPrivateServers implements PrivateServers {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PORT_ATTEMPTS = 5;
    private static final String FOLDER = "upkeep-";
    private static final int LONGEST_NAME = 48;

    private final Host host;
    private final Path scratch;
    private final Connections connections;
    private final Pause pause;
    private final ServerPrograms programs;

    /// @param scratch where the servers' folders are made; the server's account must be able to enter it, see
    ///     [#usualScratch]
    public PostgresPrivateServers(Path scratch, Connections connections, Host host, Pause pause) {
        this.host = host;
        this.scratch = scratch.toAbsolutePath();
        this.connections = connections;
        this.pause = pause;
        this.programs = new ServerPrograms(host);
    }

    /// A folder that every account can enter and that a restart of the machine does not empty.
    public static Path usualScratch() {
        return Path.of("/var/tmp");
    }

    @Override
    public List<String> obstacles(String serverVersion) {
        var found = new ArrayList<String>();
        programs.obstacle(serverVersion).ifPresent(found::add);
        if (found.isEmpty()) {
            found.addAll(new ScratchCheck(host, scratch).obstacles(programs.account()));
        }
        return found;
    }

    @Override
    public PrivateServer start(String name, String serverVersion, Writing writing) {
        obstacles(serverVersion).stream().findFirst().ifPresent(why -> {
            throw new UpkeepException(Kind.MISSING, "no private server can be started: " + why, "Run: upkeep doctor");
        });
        var folder = folder(name);
        folder.make(programs.account());
        try {
            return made(name, folder, programs.bin(serverVersion), writing);
        } catch (RuntimeException failure) {
            remove(name);
            throw failure;
        }
    }

    @Override
    public Optional<Path> place() {
        return Optional.of(scratch);
    }

    @Override
    public List<String> names(String beginning) {
        try (var folders = Files.newDirectoryStream(scratch, FOLDER + beginning + "*")) {
            return StreamSupport.stream(folders.spliterator(), false)
                    .filter(folder -> new PrivateServerFolder(folder).belongsToUs())
                    .map(folder -> folder.getFileName().toString().substring(FOLDER.length()))
                    .filter(PostgresPrivateServers::isName)
                    .sorted()
                    .toList();
        } catch (IOException | DirectoryIteratorException failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not look for private servers in %s: %s".formatted(scratch, failed.getMessage()),
                    "Look at the folder's permissions.",
                    failed);
        }
    }

    @Override
    public void remove(String name) {
        var folder = folder(name);
        if (folder.isOurs()) {
            new ServerProcesses(host, pause, folder.data()).end();
            folder.remove(host);
        }
    }

    private PrivateServer made(String name, PrivateServerFolder folder, Path bin, Writing writing) {
        var user = "upkeep_" + name.replace('-', '_');
        var password = randomPassword();
        initialize(folder, bin, user, password);
        var access = new Access(LOOPBACK, start(folder, bin, writing), user, password);
        var address = new PostgresAddress(
                access.host(), access.port(), "postgres", access.user(), () -> Optional.of(access.password()));
        return new PostgresPrivateServer(new PostgresServer(address, connections, host, pause), access);
    }

    private void initialize(PrivateServerFolder folder, Path bin, String user, String password) {
        var passwordFile = folder.writeFor(programs.account(), "password", password);
        run(
                List.of(
                        bin.resolve("initdb").toString(),
                        "--pgdata=" + folder.data(),
                        "--username=" + user,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync",
                        "--no-instructions"),
                "could not make a private server in " + folder);
    }

    /// A free port may be taken by somebody else before our server has it: then the next one is tried.
    private int start(PrivateServerFolder folder, Path bin, Writing writing) {
        for (var attempt = 1; ; attempt++) {
            var port = freePort();
            configure(folder, port, writing);
            try {
                launch(folder, bin);
                return port;
            } catch (UpkeepException failure) {
                var log = folder.endOfLog();
                if (attempt == PORT_ATTEMPTS || !log.contains("could not bind")) {
                    throw new UpkeepException(
                            Kind.FAILED, failure.problem().message() + (log.isBlank() ? "" : ": " + log), "", failure);
                }
            }
        }
    }

    private void configure(PrivateServerFolder folder, int port, Writing writing) {
        folder.write("pg_hba.conf", "host all all %s/32 scram-sha-256\n".formatted(LOOPBACK));
        var text = PrivateServerSettings.text(port, folder.file("pg_hba.conf"), writing);
        var settings = folder.write("server.conf", text);
        run(
                List.of(
                        "cp",
                        settings.toString(),
                        folder.data().resolve("postgresql.conf").toString()),
                "could not write the private server's settings");
    }

    private void launch(PrivateServerFolder folder, Path bin) {
        run(
                List.of(
                        bin.resolve("pg_ctl").toString(),
                        "start",
                        "--wait",
                        "--silent",
                        "--timeout=60",
                        "--pgdata=" + folder.data(),
                        "--log=" + folder.log()),
                "the private server in " + folder + " did not start");
    }

    private void run(List<String> words, String whatFailed) {
        host.run(Command.of(words).within(LIMIT).as(programs.account()))
                .orFail(whatFailed, "Look at the reason; then run: upkeep doctor");
    }

    private PrivateServerFolder folder(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a private server's name: " + name);
        }
        return new PrivateServerFolder(scratch.resolve(FOLDER + name));
    }

    private static boolean isName(String text) {
        return text.matches("[a-z0-9-]{1," + LONGEST_NAME + "}");
    }

    private static String randomPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
