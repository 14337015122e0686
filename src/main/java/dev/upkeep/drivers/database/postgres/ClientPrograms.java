package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Finds PostgreSQL's own programs in a version that fits the server: an older `pg_dump` refuses a newer server.
final class ClientPrograms {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int NEWER_MAJORS = 8;

    private final Host host;

    ClientPrograms(Host host) {
        this.host = host;
    }

    /// The program of the server's own major version, else of the nearest newer one.
    ///
    /// @param program `pg_dump`, `pg_dumpall`, `pg_restore`, `initdb`, ...
    /// @throws UpkeepException MISSING with the package to install
    String find(String program, int serverMajor) {
        for (var major = serverMajor; major < serverMajor + NEWER_MAJORS; major++) {
            var found = host.find(program, major);
            if (found.isPresent()) {
                return found.get();
            }
        }
        var usual = host.find(program);
        var major = usual.isPresent() ? major(usual.get()) : OptionalInt.empty();
        if (usual.isPresent() && major.isPresent() && major.getAsInt() >= serverMajor) {
            return usual.get();
        }
        throw missing(program, serverMajor, major);
    }

    private OptionalInt major(String path) {
        var finished = host.run(Command.of(path, "--version"));
        var matcher = VERSION.matcher(finished.output());
        return finished.succeeded() && matcher.find()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }

    private static UpkeepException missing(String program, int serverMajor, OptionalInt found) {
        var message = found.isEmpty()
                ? "%s is not installed; the server is PostgreSQL %d".formatted(program, serverMajor)
                : "%s here is version %d, but the server is PostgreSQL %d"
                        .formatted(program, found.getAsInt(), serverMajor);
        return new UpkeepException(
                Kind.MISSING, message, "Install it: apt-get install postgresql-client-" + serverMajor);
    }
}
