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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

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
        run(settings.start(), "could not start the app", LIMIT, context);
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
        context.note("%s says that the app is well".formatted(address));
    }

    private void run(List<String> words, String whatFailed, Duration limit, RunContext context) {
        if (words.isEmpty()) {
            return;
        }
        var finished = host.run(Command.of(words).in(folder).within(limit));
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
