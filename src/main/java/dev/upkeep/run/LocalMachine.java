package dev.upkeep.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// This machine, as Linux tells it below `/proc`.
public final class LocalMachine implements Machine {
    private static final int STATE = 0;
    private static final int BORN = 19;

    private final Path proc;
    private final Owner self;

    public LocalMachine() {
        this(Path.of("/proc"), ProcessHandle.current().pid());
    }

    LocalMachine(Path proc, long pid) {
        this.proc = proc;
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
