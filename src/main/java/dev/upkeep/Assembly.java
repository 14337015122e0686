package dev.upkeep;

import dev.upkeep.base.time.Pause;
import dev.upkeep.base.time.SystemClock;
import dev.upkeep.cli.CommandLineFace;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.operations.demo.Demo;
import dev.upkeep.operations.demo.Verbs;
import dev.upkeep.run.Stop;
import dev.upkeep.run.Watcher;
import java.io.PrintStream;
import java.util.Optional;

/// The one place where objects are made and joined, by hand: here the face and the makes of drivers, in
/// [LiveWorkbench] the operations of one command.
final class Assembly {
    CommandLineFace commandLine(PrintStream out, PrintStream errors) {
        var pause = Pause.real();
        var host = new LocalHost(pause);
        var databases = new Databases(host, pause);
        return new CommandLineFace(
                (config, state, stop, watcher) -> LiveWorkbench.open(databases, config, state, stop, watcher),
                stop -> demo(host, databases, stop),
                out,
                errors,
                SystemClock.utc());
    }

    /// Its own folder is configuration and state; what its runs do it tells itself.
    static Demo demo(Host host, Databases databases, Stop stop) {
        Verbs.Factory verbs =
                (config, state) -> new DemoVerbs(LiveWorkbench.open(databases, config, state, stop, Watcher.NOBODY));
        return new Demo(host, databases.privateServers(), verbs, stop, SystemClock.utc(), program());
    }

    /// The script of a checkout names its folder; an installed one is on the PATH.
    private static String program() {
        return Optional.ofNullable(System.getProperty("upkeep.home"))
                .map(home -> home + "/upkeep")
                .orElse("upkeep");
    }
}
