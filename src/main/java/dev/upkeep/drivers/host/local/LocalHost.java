package dev.upkeep.drivers.host.local;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Finished;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The machine that Upkeep runs on. A process starts with an environment of its own and in a session of its own.
public final class LocalHost implements Host {
    private static final int KEPT_OUTPUT = 4 * 1024 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String path;
    private final Programs programs;
    private final Duration grace;
    private final Pause pause;

    public LocalHost(Pause pause) {
        this(System.getenv().getOrDefault("PATH", USUAL_PATH), GRACE, pause);
    }

    /// @param grace how long a process tree may take to end when it is asked to
    LocalHost(String path, Duration grace, Pause pause) {
        this.path = path;
        this.programs = Programs.of(path);
        this.grace = grace;
        this.pause = pause;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Finished run(Command command) {
        try (var running = start(command)) {
            closeInput(running.input());
            return running.awaitWithOutput(KEPT_OUTPUT);
        }
    }

    @Override
    public LocalRunning start(Command command) {
        var account = account(command);
        var setsid = programs.find("setsid");
        var words = new ArrayList<String>();
        setsid.ifPresent(words::add);
        account.ifPresent(user -> words.addAll(user.prefix(programs.require("setpriv"))));
        words.add(programs.require(command.words().getFirst()));
        words.addAll(command.words().subList(1, command.words().size()));
        var home = account.map(Account::home).orElse(System.getProperty("user.home", "/"));
        var process = launch(command, words, home);
        return LocalRunning.watch(
                command, process, new ProcessTree(process.toHandle(), setsid.isPresent(), grace, pause));
    }

    @Override
    public Optional<String> find(String program) {
        return programs.find(program);
    }

    @Override
    public Optional<String> find(String program, int major) {
        return programs.find(program, major);
    }

    private Optional<Account> account(Command command) {
        var user = command.user();
        var own = System.getProperty("user.name", "");
        if (user == null || user.equals(own)) {
            return Optional.empty();
        }
        if (!own.equals("root")) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "%s must run as %s, but Upkeep runs as %s"
                            .formatted(command.words().getFirst(), user, own),
                    "Run Upkeep as root or as %s.".formatted(user));
        }
        return Optional.of(Account.parse(user, run(Command.of("getent", "passwd", "--", user))));
    }

    private Process launch(Command command, List<String> words, String home) {
        var folder = command.folder() == null ? Path.of("/") : command.folder();
        if (!Files.isDirectory(folder)) {
            throw new UpkeepException(
                    Kind.MISSING, "folder %s to run %s in does not exist".formatted(folder, command), "Make it.");
        }
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(command.environment(), home));
        try {
            return builder.start();
        } catch (IOException refused) {
            throw new UpkeepException(
                    Kind.FAILED, "could not start: " + command, "Look whether it can be run by hand.", refused);
        }
    }

    private Map<String, String> environment(Map<String, String> more, String home) {
        var all = new HashMap<>(Map.of("PATH", path, "HOME", home, "LC_ALL", "C.UTF-8"));
        all.putAll(more);
        return all;
    }

    private static void closeInput(OutputStream input) {
        try {
            input.close();
        } catch (IOException brokenPipe) {
            // It has ended already and never read anything.
        }
    }
}
