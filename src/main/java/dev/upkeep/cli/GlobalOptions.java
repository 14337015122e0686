package dev.upkeep.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every verb takes, before it or after it.
final class GlobalOptions {
    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE|FOLDER",
            description =
                    "upkeep.yml, or a folder of such files, one per app (default: ./upkeep.yml, then /etc/upkeep)")
    @Nullable
    Path config;

    @Option(
            names = "--state",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR|ADDRESS",
            description =
                    "where Upkeep keeps its journal: a folder, or jdbc:postgresql://HOST/DATABASE?user=USER when several"
                            + " machines share it (default: /var/lib/upkeep, or ~/.local/state/upkeep)")
    @Nullable
    String state;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "one JSON document on stdout; people's words go to stderr")
    boolean json;
}
