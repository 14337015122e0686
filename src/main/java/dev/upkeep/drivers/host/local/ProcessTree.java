package dev.upkeep.drivers.host.local;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process with all that came from it: its descendants, and whoever is in its session, also after its parent died.
/// A daemon that made a session of its own after its parent died is no longer found.
final class ProcessTree {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final int LAST_TRIES = 500;

    private final ProcessHandle root;
    private final boolean leadsSession;
    private final Duration grace;
    private final Pause pause;

    /// @param leadsSession whether the root's number is also its session's
    /// @param grace between asking (TERM) and ending (KILL)
    ProcessTree(ProcessHandle root, boolean leadsSession, Duration grace, Pause pause) {
        this.root = root;
        this.leadsSession = leadsSession;
        this.grace = grace;
        this.pause = pause;
    }

    /// Ends all of them: asks, waits, then kills. An interruption shortens the waiting; it is kept, not swallowed.
    void end() {
        var interrupted = Thread.interrupted();
        var known = new HashSet<ProcessHandle>();
        known.add(root);
        grow(known).forEach(ProcessHandle::destroy);
        for (var waited = Duration.ZERO; waited.compareTo(grace) < 0 && !interrupted; waited = waited.plus(STEP)) {
            if (grow(known).isEmpty()) {
                break;
            }
            interrupted = rest();
        }
        for (var tries = 0; tries < LAST_TRIES && !grow(known).isEmpty(); tries++) {
            grow(known).forEach(ProcessHandle::destroyForcibly);
            interrupted |= rest();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Adds whoever appeared since, and gives those that live.
    private Set<ProcessHandle> grow(Set<ProcessHandle> known) {
        var found = Stream.concat(known.stream().flatMap(ProcessHandle::descendants), session())
                .toList();
        known.addAll(found);
        return known.stream().filter(ProcessTree::lives).collect(Collectors.toSet());
    }

    private Stream<ProcessHandle> session() {
        return leadsSession ? ProcessHandle.allProcesses().filter(this::isOfSession) : Stream.empty();
    }

    private boolean isOfSession(ProcessHandle process) {
        return stat(process).filter(stat -> stat.session() == root.pid()).isPresent();
    }

    /// A zombie waits for its parent only: it has ended.
    private static boolean lives(ProcessHandle process) {
        return process.isAlive()
                && stat(process).map(stat -> "ZX".indexOf(stat.state()) < 0).orElse(true);
    }

    private boolean rest() {
        try {
            pause.pause(STEP);
            return false;
        } catch (UpkeepException stopped) {
            return Thread.interrupted();
        }
    }

    private record Stat(char state, long session) {}

    /// From `/proc/PID/stat`: `PID (NAME) STATE PPID PGRP SESSION …`, where NAME may hold anything.
    private static Optional<Stat> stat(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[3])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
