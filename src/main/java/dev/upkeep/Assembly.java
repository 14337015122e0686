package dev.upkeep;

import dev.upkeep.base.time.Pause;
import dev.upkeep.base.time.SystemClock;
import dev.upkeep.cli.CommandLineFace;
import dev.upkeep.drivers.host.local.LocalHost;
import java.io.PrintStream;

/// The one place where objects are made and joined, by hand: here the face and the makes of drivers, in
/// [LiveWorkbench] the operations of one command.
final class Assembly {
    CommandLineFace commandLine(PrintStream out, PrintStream errors) {
        var pause = Pause.real();
        var databases = new Databases(new LocalHost(pause), pause);
        return new CommandLineFace(
                (config, state, stop, watcher) -> LiveWorkbench.open(databases, config, state, stop, watcher),
                out,
                errors,
                SystemClock.utc());
    }
}
