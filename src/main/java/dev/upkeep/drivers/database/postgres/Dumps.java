package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Part;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Streams what PostgreSQL's own programs know best: definitions, large objects, roles. They join the snapshot, get
/// the password by a file, and everything else by environment.
final class Dumps {
    static final Part DEFINITIONS = new Part("definitions.dump");
    static final Part LARGE_OBJECTS = new Part("large-objects.dump");
    static final Part GLOBALS = new Part("globals.sql");

    private static final Duration LIMIT = Duration.ofDays(2);
    private static final int BUFFER = 1 << 16;

    private final Host host;
    private final Moment moment;
    private final Facts facts;
    private final Duration lockWait;

    Dumps(Host host, Moment moment, Facts facts, Duration lockWait) {
        this.host = host;
        this.moment = moment;
        this.facts = facts;
        this.lockWait = lockWait;
    }

    void write(Part part, OutputStream out) {
        var what = "could not dump " + part.name() + " of " + moment.address();
        try (var password = PasswordFile.of(moment.address())) {
            var command = command(part).within(LIMIT);
            for (var word : moment.address().environment().entrySet()) {
                command = command.environment(word.getKey(), word.getValue());
            }
            if (password.file().isPresent()) {
                command =
                        command.environment("PGPASSFILE", password.file().get().toString());
            }
            stream(command, out, what);
        }
        moment.requireAlive();
    }

    private void stream(Command command, OutputStream out, String what) {
        try (var running = host.start(command)) {
            running.input().close();
            var buffer = new byte[BUFFER];
            var in = running.output();
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
            running.await().orFail(what, "The last line is what the program said; when it names a right, give it.");
        } catch (IOException failure) {
            throw new UpkeepException(Kind.FAILED, what + ": " + failure.getMessage(), "", failure);
        }
    }

    private Command command(Part part) {
        if (part.equals(DEFINITIONS)) {
            return dump(List.of("--section=pre-data", "--section=post-data"));
        }
        if (part.equals(LARGE_OBJECTS)) {
            return dump(List.of("--section=data", "--blobs", "--exclude-table-data=*.*"));
        }
        if (part.equals(GLOBALS)) {
            return globals();
        }
        throw new IllegalArgumentException("no part of a PostgreSQL database: " + part.name());
    }

    /// Uncompressed: the store compresses, and better.
    private Command dump(List<String> sections) {
        var words = new ArrayList<String>();
        words.add(program("pg_dump"));
        words.addAll(List.of(
                "--format=custom",
                "--compress=0",
                "--no-password",
                "--no-subscriptions",
                "--encoding=" + facts.encoding(),
                "--snapshot=" + moment.exportedId()));
        words.add("--lock-wait-timeout=" + Math.max(1, lockWait.toMillis()));
        words.addAll(sections);
        return Command.of(words);
    }

    private Command globals() {
        var name = moment.address().database().replace("\\", "\\\\").replace("'", "\\'");
        return Command.of(
                program("pg_dumpall"),
                "--globals-only",
                "--no-role-passwords",
                "--encoding=" + facts.encoding(),
                "--no-password",
                "--database=dbname='" + name + "'");
    }

    private String program(String name) {
        return new ClientPrograms(host).find(name, facts.major());
    }
}
