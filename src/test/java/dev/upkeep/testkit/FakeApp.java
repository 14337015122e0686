package dev.upkeep.testkit;

import dev.upkeep.drivers.health.Health;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.util.List;
import java.util.Optional;

/// An app that commands stop and start: `app stop`, `app start`, `app maintenance-on`, `app maintenance-off`. Each
/// process
/// sees it through a plug of its own.
public final class FakeApp {
    private final Runnable whenStarted;
    private boolean running = true;
    private boolean maintenance;

    /// @param whenStarted what it does first
    public FakeApp(Runnable whenStarted) {
        this.whenStarted = whenStarted;
    }

    public boolean isRunning() {
        return running;
    }

    public boolean isInMaintenance() {
        return maintenance;
    }

    public Host by(Plug plug) {
        return new ScriptedHost().on("app", command -> perform(command, plug));
    }

    public Health healthBy(Plug plug) {
        return address -> {
            plug.requirePower();
            return running ? Optional.empty() : Optional.of("nobody answers at " + address);
        };
    }

    private ScriptedHost.Answer perform(Command command, Plug plug) {
        plug.moment();
        var verb = List.of(command.words().get(1));
        if (verb.contains("start") && !running) {
            whenStarted.run();
        }
        running = verb.contains("start") || (running && !verb.contains("stop"));
        maintenance = verb.contains("maintenance-on") || (maintenance && !verb.contains("maintenance-off"));
        plug.moment();
        return ScriptedHost.Answer.prints("");
    }
}
