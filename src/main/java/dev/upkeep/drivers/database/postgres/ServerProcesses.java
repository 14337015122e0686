package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The processes of a private server: those that work in its data folder, and no others. A number in a file alone is
/// not
/// trusted, since after a restart of the machine it may be somebody else's.
final class ServerProcesses {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int STEPS_TO_END = 400;

    private final Host host;
    private final Pause pause;
    private final Path data;

    ServerProcesses(Host host, Pause pause, Path data) {
        this.host = host;
        this.pause = pause;
        this.data = real(data);
    }

    /// As the kernel names a working folder: without links.
    private static Path real(Path data) {
        try {
            return data.toRealPath();
        } catch (IOException notThere) {
            return data;
        }
    }

    /// Asks the server for its immediate end; what is left after that, or lost its server, is killed.
    void end() {
        var processes = running();
        mainProcess().filter(processes::contains).ifPresent(pid -> {
            signal("-QUIT", List.of(pid));
            await();
        });
        var left = running();
        if (!left.isEmpty()) {
            signal("-KILL", left);
            await();
        }
        if (!running().isEmpty()) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "the private server in " + data + " does not end (processes " + running() + ")",
                    "End them by hand.");
        }
    }

    private void await() {
        for (var step = 0; step < STEPS_TO_END && !running().isEmpty(); step++) {
            pause.pause(STEP);
        }
    }

    private Optional<String> mainProcess() {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst().map(String::strip);
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private List<String> running() {
        var found = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (worksHere(process)) {
                    found.add(process.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new UpkeepException(Kind.FAILED, "could not list the machine's processes: " + e.getMessage(), "", e);
        }
        return found;
    }

    /// Another account's processes can't be looked at; they are not ours. A zombie works nowhere.
    private boolean worksHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data);
        } catch (IOException notOurs) {
            return false;
        }
    }

    /// One that ended by itself meanwhile makes `kill` fail: whether they ended is looked at, not believed.
    private void signal(String signal, List<String> pids) {
        var words = new ArrayList<>(List.of("kill", signal, "--"));
        words.addAll(pids);
        host.run(Command.of(words));
    }
}
