package dev.upkeep;

import dev.upkeep.base.state.StatePlace;
import dev.upkeep.base.time.Pause;
import dev.upkeep.cli.CommandLineFace;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.operations.demo.Demo;
import dev.upkeep.operations.demo.Verbs;
import dev.upkeep.run.Stop;
import dev.upkeep.run.Watcher;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;

/// The one place where objects are made and joined, by hand: here the face and the makes of drivers, in
/// [LiveWorkbench] the operations of one command.
final class Assembly {
    private final InstantSource clock;

    Assembly(InstantSource clock) {
        this.clock = clock;
    }

    CommandLineFace commandLine(PrintStream out, PrintStream errors) {
        var pause = Pause.real();
        var host = new LocalHost(pause);
        var databases = new Databases(host, pause);
        return new CommandLineFace(
                (config, state, stop, watcher) -> LiveWorkbench.open(
                        databases,
                        clock,
                        config,
                        state == null ? new StatePlace.Folder(Account.stateFolder()) : StatePlace.of(state),
                        stop,
                        watcher),
                stop -> demo(host, databases, clock, stop),
                out,
                errors,
                clock);
    }

    /// Its own folder is configuration and state; what its runs do it tells itself.
    static Demo demo(Host host, Databases databases, InstantSource clock, Stop stop) {
        Verbs.Factory verbs = (config, state) -> new DemoVerbs(
                LiveWorkbench.open(databases, clock, config, new StatePlace.Folder(state), stop, Watcher.NOBODY));
        return new Demo(host, databases.privateServers(), verbs, stop, clock, program());
    }

    /// The script of a checkout names its folder; an installed one is on the PATH.
    private static String program() {
        return Optional.ofNullable(System.getProperty("upkeep.home"))
                .map(home -> home + "/upkeep")
                .orElse("upkeep");
    }
}
