package dev.upkeep.operations.restore;

import dev.upkeep.app.ServiceSettings;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.health.Health;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Finished;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.run.RunContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Stops and starts the app and asks whether it is well, as its settings say. What is not set does nothing.
///
/// @param folder where the commands run
public record AppControl(
        ServiceSettings settings, Path folder, Host host, Health health, InstantSource clock, Pause pause) {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration SHORT_LIMIT = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int KEPT_OUTPUT = 1_500;

    void maintenance(boolean on, RunContext context) {
        var words = on ? settings.maintenanceOn() : settings.maintenanceOff();
        run(words, "could not switch maintenance " + (on ? "on" : "off"), SHORT_LIMIT, context);
    }

    void stop(RunContext context) {
        run(settings.stop(), "could not stop the app", LIMIT, context);
    }

    void start(RunContext context) {
        run(settings.start(), "could not start the app", LIMIT, context, Command::leaving);
    }

    /// When it does not start because it never stopped, it is well all the same.
    void startAgain(RunContext context) {
        try {
            start(context);
        } catch (UpkeepException failed) {
            var address = settings.health();
            if (address == null || health.complaint(address).isPresent()) {
                throw failed;
            }
            context.note("%s; but %s says that the app is well"
                    .formatted(failed.problem().message(), Health.named(address)));
        }
    }

    /// Why its commands could not run here, one sentence each. What they do nobody can know before.
    List<String> obstacles() {
        return Stream.of(settings.maintenanceOn(), settings.stop(), settings.start(), settings.maintenanceOff())
                .filter(words -> !words.isEmpty())
                .flatMap(words -> obstacle(words).stream())
                .distinct()
                .toList();
    }

    private Optional<String> obstacle(List<String> words) {
        var program = words.getFirst();
        var there = program.contains("/")
                ? Files.isExecutable(folder.resolve(program))
                : host.find(program).isPresent();
        if (!there) {
            return Optional.of("program \"%s\" is not on this machine".formatted(program));
        }
        return program.equals("systemctl") && words.size() == 3 ? unknownUnit(words.getLast()) : Optional.empty();
    }

    private Optional<String> unknownUnit(String unit) {
        var shown = host.run(Command.of("systemctl", "show", "--property=LoadState", "--value", "--", unit));
        var state = shown.output().strip();
        return shown.exitCode() == 0 && state.equals("loaded")
                ? Optional.empty()
                : Optional.of("systemd has no unit \"%s\" to stop and start (%s)"
                        .formatted(unit, state.isEmpty() ? shown.errors().strip() : state));
    }

    /// Waits until it is well.
    ///
    /// @throws UpkeepException FAILED when it is not within its time
    void requireWell(RunContext context) {
        var address = settings.health();
        if (address == null) {
            context.note("no address for its health is set: nobody asked");
            return;
        }
        var until = clock.instant().plus(settings.healthWithin());
        for (var complaint = health.complaint(address); complaint.isPresent(); complaint = health.complaint(address)) {
            if (!clock.instant().isBefore(until)) {
                throw new UpkeepException(
                        Kind.FAILED,
                        "the app is not well %d s after its start: %s"
                                .formatted(settings.healthWithin().toSeconds(), complaint.get()),
                        "Look into the app's own log; or give it longer with health-within.");
            }
            context.checkpoint();
            pause.pause(BETWEEN);
        }
        context.note("%s says that the app is well".formatted(Health.named(address)));
    }

    private void run(List<String> words, String whatFailed, Duration limit, RunContext context) {
        run(words, whatFailed, limit, context, UnaryOperator.identity());
    }

    private void run(
            List<String> words, String whatFailed, Duration limit, RunContext context, UnaryOperator<Command> how) {
        if (words.isEmpty()) {
            return;
        }
        var finished = host.run(how.apply(Command.of(words).in(folder).within(limit)));
        context.note("%s: %s%s"
                .formatted(
                        finished.command(),
                        finished.timedOut() ? "ended by its time limit" : "exit code " + finished.exitCode(),
                        said(finished)));
        finished.orFail(whatFailed, "Try the command by hand: " + finished.command());
    }

    /// The end of what it printed, since that is where the reason stands.
    private static String said(Finished finished) {
        var all = (finished.output() + "\n" + finished.errors()).strip();
        var end = all.length() <= KEPT_OUTPUT ? all : "…" + all.substring(all.length() - KEPT_OUTPUT);
        return end.isEmpty() ? "" : ": " + end.replace("\n", "; ");
    }
}
