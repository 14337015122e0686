package dev.upkeep.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that every verb takes.
final class GlobalOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE|FOLDER",
            description =
                    "upkeep.yml, or a folder of such files, one per app (default: ./upkeep.yml, then /etc/upkeep)")
    @Nullable
    Path config;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "where Upkeep keeps its journal (default: /var/lib/upkeep, or ~/.local/state/upkeep)")
    @Nullable
    Path state;

    @Option(names = "--json", description = "one JSON document on stdout; people's words go to stderr")
    boolean json;
}
