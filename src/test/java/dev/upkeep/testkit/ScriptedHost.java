package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Finished;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.drivers.host.Running;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A host that answers by script and remembers what it was asked. Programs without a script do not exist.
public final class ScriptedHost implements Host {
    /// @param takesForever it only ends when it is ended: by its limit, an interruption or a close
    public record Answer(int exitCode, String output, String errors, boolean takesForever) {
        public static Answer prints(String output) {
            return new Answer(0, output, "", false);
        }

        public static Answer fails(int exitCode, String errors) {
            return new Answer(exitCode, "", errors, false);
        }

        public static Answer forever() {
            return new Answer(0, "", "", true);
        }
    }

    private final Map<String, Function<Command, Answer>> programs = new ConcurrentHashMap<>();
    private final List<Command> commands = new ArrayList<>();

    public ScriptedHost on(String program, Answer answer) {
        return on(program, ignored -> answer);
    }

    public ScriptedHost on(String program, Function<Command, Answer> script) {
        programs.put(program, script);
        return this;
    }

    public ScriptedHost failsOn(String program) {
        return on(program, Answer.fails(1, program + ": failed as the test asked"));
    }

    /// What was run or started, in order.
    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Finished run(Command command) {
        try (var running = start(command)) {
            var ended = running.await();
            var output = command.mask(running.answer.output());
            return new Finished(ended.command(), ended.exitCode(), output, ended.errors(), ended.timedOut());
        }
    }

    @Override
    public ScriptedRunning start(Command command) {
        var script = programs.get(nameOf(command.words().getFirst()));
        if (script == null) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "program \"%s\" is not on this machine"
                            .formatted(command.words().getFirst()),
                    "Script it.");
        }
        synchronized (this) {
            commands.add(command);
        }
        return new ScriptedRunning(command, script.apply(command));
    }

    @Override
    public Optional<String> find(String program) {
        return programs.containsKey(program) ? Optional.of("/scripted/" + program) : Optional.empty();
    }

    @Override
    public Optional<String> find(String program, int major) {
        return find(program + "-" + major);
    }

    private static String nameOf(String program) {
        return String.valueOf(Path.of(program).getFileName());
    }

    public static final class ScriptedRunning implements Running {
        private final Command command;
        private final Answer answer;
        private final InputStream output;
        private final ByteArrayOutputStream input = new ByteArrayOutputStream();

        private ScriptedRunning(Command command, Answer answer) {
            this.command = command;
            this.answer = answer;
            this.output = new ByteArrayInputStream(answer.output().getBytes(StandardCharsets.UTF_8));
        }

        /// What was written to its standard input.
        public String heard() {
            return input.toString(StandardCharsets.UTF_8);
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public InputStream output() {
            return output;
        }

        @Override
        public OutputStream input() {
            return input;
        }

        @Override
        public Finished await() {
            if (Thread.currentThread().isInterrupted()) {
                throw new UpkeepException(Kind.CANCELLED, "stopped while running: " + command, "");
            }
            var exitCode = answer.takesForever() ? 143 : answer.exitCode();
            var errors = command.mask(answer.errors());
            return new Finished(command.toString(), exitCode, "", errors, answer.takesForever());
        }

        @Override
        public void close() {}
    }
}
