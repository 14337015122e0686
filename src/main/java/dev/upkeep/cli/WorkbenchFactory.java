package dev.upkeep.cli;

import dev.upkeep.run.Stop;
import dev.upkeep.run.Watcher;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens the workbench for one command.
@FunctionalInterface
public interface WorkbenchFactory {
    /// @param config a file or folder; null for the usual places
    /// @param state a folder or an address, as typed; null for the usual place
    Workbench open(@Nullable Path config, @Nullable String state, Stop stop, Watcher watcher);
}
