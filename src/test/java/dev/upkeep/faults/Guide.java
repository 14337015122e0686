package dev.upkeep.faults;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.drivers.host.local.LocalHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the guides' scripts as they are printed, by the real bash and the real programs. Only names are replaced (their
/// folders and databases by ours), and programs that would act on the machine (`sudo`, `systemctl`, `mail`, ...) are
/// stubs
/// that do nothing and end well.
final class Guide {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String[] STUBS = {
        "sudo", "systemctl", "mail", "git", "pip", "python", "curl", "sleep", "killall"
    };

    private final Host host = new LocalHost(Pause.real());
    private final Path folder;
    private final Map<String, String> names;
    private final Map<String, String> environment;

    /// @param names what stands in the scripts, and what stands there instead, longer names first
    Guide(Path folder, Map<String, String> names, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.names = new LinkedHashMap<>(names);
        this.environment = environment;
        var stubs = Files.createDirectories(folder.resolve("stubs"));
        for (var stub : STUBS) {
            var file = Files.writeString(stubs.resolve(stub), "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static String text(String script) throws IOException {
        try (var stream = Guide.class.getResourceAsStream("scripts/" + script)) {
            if (stream == null) {
                throw new IllegalArgumentException("no script " + script);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Ran run(String script, String... arguments) throws IOException {
        return runText(text(script), arguments);
    }

    /// A script that a fault changed, or that a person was told to type.
    Ran runText(String text, String... arguments) throws IOException {
        var replaced = text;
        for (var name : names.entrySet()) {
            replaced = replaced.replace(name.getKey(), name.getValue());
        }
        var file = Files.createTempFile(folder, "script", ".sh");
        Files.writeString(file, "exec 2>&1\n" + replaced);
        var words = new ArrayList<>(List.of("bash", file.toString()));
        words.addAll(List.of(arguments));
        var command = Command.of(words)
                .in(folder)
                .within(LIMIT)
                .environment("PATH", folder.resolve("stubs") + ":" + System.getenv("PATH"));
        for (var entry : environment.entrySet()) {
            command = command.environment(entry.getKey(), entry.getValue());
        }
        var finished = host.run(command);
        if (finished.timedOut()) {
            throw new IllegalStateException("a script of the guides did not end: " + finished.errors());
        }
        return new Ran(finished.exitCode(), finished.output());
    }
}
