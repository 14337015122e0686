package dev.upkeep.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/// This machine, as Linux tells it below `/proc`.
public final class LocalMachine implements Machine {
    private static final int STATE = 0;
    private static final int BORN = 19;

    private static final String NAME = "UPKEEP_MACHINE";

    private final Path proc;
    private final Owner self;
    private final String home;

    /// Its home is what the environment variable `UPKEEP_MACHINE` says; without it, the host name with the machine id.
    public LocalMachine() {
        this(
                Path.of("/proc"),
                Path.of("/etc/machine-id"),
                Optional.ofNullable(System.getenv(NAME)).filter(name -> !name.isBlank()),
                ProcessHandle.current().pid());
    }

    LocalMachine(Path proc, Path machineId, Optional<String> named, long pid) {
        this.proc = proc;
        home = named.orElseGet(() -> line("sys/kernel/hostname") + mark(machineId));
        self = new Owner(
                line("sys/kernel/hostname"),
                line("sys/kernel/random/boot_id"),
                space(),
                pid,
                born(pid).orElseThrow());
    }

    @Override
    public Owner self() {
        return self;
    }

    @Override
    public String home() {
        return home;
    }

    @Override
    public boolean gone(Owner owner) {
        if (!owner.host().equals(self.host())) {
            return false;
        }
        if (!owner.boot().equals(self.boot())) {
            return true;
        }
        if (!sees(owner)) {
            return false;
        }
        var born = born(owner.pid());
        return born.isEmpty() || born.getAsLong() != owner.born();
    }

    @Override
    public boolean sees(Owner owner) {
        return owner.host().equals(self.host())
                && owner.boot().equals(self.boot())
                && owner.space().equals(self.space());
    }

    /// When a process started; nothing when it is not there or only a zombie that waits to be collected.
    private OptionalLong born(long pid) {
        try {
            var stat = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return dead ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[BORN]));
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        } catch (IOException failure) {
            return endedMeanwhile(pid, failure);
        }
    }

    private OptionalLong endedMeanwhile(long pid, IOException failure) {
        if (Files.notExists(proc.resolve(Long.toString(pid)))) {
            return OptionalLong.empty();
        }
        throw new UncheckedIOException(failure);
    }

    /// Machines made from the same image may have the same host name, or the same machine id. The id itself is not
    /// to be shown, so this is a hash of it; nothing where there is none, as in a container.
    private static String mark(Path machineId) {
        try {
            var id = Files.readString(machineId).strip();
            if (id.isEmpty()) {
                return "";
            }
            var hash = MessageDigest.getInstance("SHA-256").digest(("upkeep " + id).getBytes(UTF_8));
            return "-" + HexFormat.of().formatHex(hash, 0, 4);
        } catch (IOException none) {
            return "";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String line(String name) {
        try {
            return Files.readString(proc.resolve(name)).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String space() {
        try {
            return Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
