package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Finished;
import dev.upkeep.drivers.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs PostgreSQL's own `pg_restore` (and `vacuumdb`) on one database. The first statement that fails ends it, and
/// everything that it said becomes the reason.
///
/// Several jobs use the processors already, so an index is built without helpers of its own, which would cost the
/// server more than they save; and no statement is compiled first, since each runs once.
final class RestoreProgram {
    private static final Duration LIMIT = Duration.ofDays(2);
    private static final String OPTIONS = PostgresAddress.OPTIONS
            + " -c synchronous_commit=off -c maintenance_work_mem=128MB -c client_min_messages=warning"
            + " -c max_parallel_maintenance_workers=0 -c jit=off";

    private final PostgresAddress address;
    private final Host host;
    private final int serverMajor;

    RestoreProgram(PostgresAddress address, Host host, int serverMajor) {
        this.address = address;
        this.host = host;
        this.serverMajor = serverMajor;
    }

    /// Subscriptions are left out: a copy that took part in replication would take the live one's place. Tablespaces
    /// are
    /// left out too, since two servers seldom have the same.
    ///
    /// @param what for the message: `definitions before the rows`
    void restore(String what, Path dump, String... options) {
        var words = new ArrayList<>(List.of(options));
        words.addAll(
                List.of("--verbose", "--exit-on-error", "--no-subscriptions", "--no-tablespaces", dump.toString()));
        run("pg_restore", what, words);
    }

    /// The archive's table of contents, what follows the rows.
    void list(Path dump, Path contents) {
        run(
                "pg_restore",
                "the table of contents",
                List.of("--list", "--section=post-data", "--file=" + contents, dump.toString()));
    }

    void run(String program, String what, List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(new ClientPrograms(host).find(program, serverMajor));
        if (!arguments.contains("--list")) {
            words.addAll(List.of("--no-password", "--dbname=" + connectionText()));
        }
        words.addAll(arguments);
        var finished = finished(words);
        if (finished.timedOut()) {
            throw new UpkeepException(
                    Kind.FAILED, "%s in %s did not end within %s".formatted(what, address, LIMIT), "Is it blocked?");
        }
        if (!finished.succeeded()) {
            throw new UpkeepException(
                    RestoreComplaint.kind(finished.errors()),
                    "%s can't be restored into %s: %s"
                            .formatted(what, address, RestoreComplaint.of(finished.errors(), finished.exitCode())),
                    RestoreComplaint.hint(finished.errors()));
        }
    }

    private Finished finished(List<String> words) {
        var command = Command.of(words).within(LIMIT);
        for (var variable : address.environment().entrySet()) {
            command = command.environment(variable.getKey(), variable.getValue());
        }
        command = command.environment("PGOPTIONS", OPTIONS);
        try (var password = PasswordFile.of(address)) {
            var file = password.file();
            return host.run(
                    file.isPresent()
                            ? command.environment("PGPASSFILE", file.get().toString())
                            : command);
        }
    }

    /// As libpq reads it: a name alone would be taken apart when it holds `=`.
    private String connectionText() {
        return "dbname='" + address.database().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
