package dev.upkeep.operations.sets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// The process that holds a lock, so that another process on the same machine can see that it died.
///
/// @param host for people
/// @param boot this start of this machine, and the space in which process ids count; empty when it is not known
/// @param started when the process started, as the system says
public record LockOwner(String who, String host, String boot, long pid, Instant started) {
    /// This process.
    public static LockOwner current(String who) {
        var process = ProcessHandle.current();
        return new LockOwner(who, line("/proc/sys/kernel/hostname"), thisBoot(), process.pid(), startOf(process));
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String thisBoot() {
        try {
            return line("/proc/sys/kernel/random/boot_id") + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException notLinux) {
            return "";
        }
    }

    private static String line(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException notLinux) {
            return "";
        }
    }

    /// Whether the process is surely dead. One of another machine, or of an earlier start, never is: its lock
    /// gets old.
    boolean isSurelyDead() {
        return !boot.isEmpty()
                && boot.equals(thisBoot())
                && ProcessHandle.of(pid)
                        .map(process -> !startOf(process).equals(started))
                        .orElse(true);
    }
}
