package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// The server programs of this machine (`initdb`, `pg_ctl`, `postgres`) and the account that they run as: PostgreSQL
/// refuses to run as root.
final class ServerPrograms {
    private static final int NEWER_MAJORS = 8;

    private final Host host;

    ServerPrograms(Host host) {
        this.host = host;
    }

    /// @param serverVersion that the data comes from, such as `15.18`; the same major version is taken, else the
    /// nearest
    ///     newer one
    Optional<String> obstacle(String serverVersion) {
        var major = ServerVersion.major(serverVersion);
        return found(major).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the server programs of PostgreSQL %d or newer are not installed: apt-get install postgresql-%d"
                                .formatted(major, major));
    }

    /// The folder of the programs.
    Path bin(String serverVersion) {
        return found(ServerVersion.major(serverVersion))
                .orElseThrow(() -> new UpkeepException(
                        Kind.MISSING,
                        obstacle(serverVersion).orElse("PostgreSQL's server programs are gone"),
                        "Install them, then run it again."));
    }

    private Optional<Path> found(int major) {
        return IntStream.range(major, major + NEWER_MAJORS)
                .mapToObj(candidate -> host.find("initdb", candidate))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> host.find("initdb").filter(initdb -> majorOf(initdb) >= major))
                .map(initdb -> Path.of(initdb).resolveSibling(""))
                .map(Path::toAbsolutePath);
    }

    private int majorOf(String program) {
        var finished = host.run(Command.of(program, "--version"));
        return finished.succeeded() ? ServerVersion.major(finished.output().replaceAll("^.*\\(PostgreSQL\\) ", "")) : 0;
    }

    /// Our own, or as root the machine's PostgreSQL account, else `nobody`.
    String account() {
        if (!id("-u").equals("0")) {
            return id("-un");
        }
        return host.run(Command.of("id", "-u", "postgres")).succeeded() ? "postgres" : "nobody";
    }

    private String id(String option) {
        return host.run(Command.of("id", option))
                .orFail("could not learn our own account", "")
                .output()
                .strip();
    }
}
