package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.util.ArrayList;
import java.util.List;
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
        var tooOld = new ArrayList<Integer>();
        for (var candidate : candidates(program, serverMajor)) {
            var found = host.find(candidate);
            var major = found.isPresent() ? major(found.get()) : OptionalInt.empty();
            if (found.isPresent() && major.isPresent() && major.getAsInt() >= serverMajor) {
                return found.get();
            }
            major.ifPresent(tooOld::add);
        }
        throw missing(program, serverMajor, tooOld);
    }

    private static List<String> candidates(String program, int serverMajor) {
        var candidates = new ArrayList<String>();
        for (var major = serverMajor; major < serverMajor + NEWER_MAJORS; major++) {
            candidates.add("/usr/lib/postgresql/" + major + "/bin/" + program);
            candidates.add("/usr/pgsql-" + major + "/bin/" + program);
        }
        candidates.add(program);
        return candidates;
    }

    private OptionalInt major(String path) {
        var finished = host.run(Command.of(path, "--version"));
        var matcher = VERSION.matcher(finished.output());
        return finished.succeeded() && matcher.find()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }

    private static UpkeepException missing(String program, int serverMajor, List<Integer> tooOld) {
        var message = tooOld.isEmpty()
                ? "%s is not installed; the server is PostgreSQL %d".formatted(program, serverMajor)
                : "%s here is version %d, but the server is PostgreSQL %d"
                        .formatted(program, tooOld.getFirst(), serverMajor);
        return new UpkeepException(
                Kind.MISSING, message, "Install it: apt-get install postgresql-client-" + serverMajor);
    }
}
