package dev.upkeep.drivers.store.directory;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/// Turns what the file system says into a problem that tells a full disk, a missing right, a vanished folder
/// and a broken disk apart.
final class Trouble {
    /// Below this a failed write is a full disk, in whatever language the system says so.
    private static final long NEARLY_NOTHING = 64 * 1024;

    private final Root root;

    Trouble(Root root) {
        this.root = root;
    }

    <T> T reading(String name, Work<T> work) {
        try {
            return work.run();
        } catch (UncheckedIOException wrapped) {
            throw whileReading(name, Objects.requireNonNull(wrapped.getCause()));
        } catch (IOException cause) {
            throw whileReading(name, cause);
        }
    }

    <T> T writing(String name, Work<T> work) {
        try {
            return work.run();
        } catch (UncheckedIOException wrapped) {
            throw whileWriting(name, Objects.requireNonNull(wrapped.getCause()));
        } catch (IOException cause) {
            throw whileWriting(name, cause);
        }
    }

    UpkeepException whileReading(String name, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return stopped(cause);
        }
        root.check();
        if (cause instanceof NoSuchFileException) {
            return problem(Kind.NOT_FOUND, "holds no " + name, "", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return problem(
                    Kind.MISSING,
                    "does not let this account read " + name,
                    "Give the store's files (chown -R) to the account that runs Upkeep.",
                    cause);
        }
        return problem(
                Kind.DAMAGED,
                "could not read " + name + ": " + reason(cause),
                "The disk may be failing; look at the kernel's log (dmesg).",
                cause);
    }

    UpkeepException whileWriting(String name, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return stopped(cause);
        }
        root.check();
        var reason = reason(cause);
        if (isFull(reason)) {
            return problem(
                    Kind.MISSING,
                    "is full: " + name + " could not be written, " + freeSpace() + " bytes are free",
                    "Make room on its disk, or remove sets that are not needed: upkeep prune APP --plan",
                    cause);
        }
        if (cause instanceof AccessDeniedException
                || reason.toLowerCase(Locale.ROOT).contains("read-only")) {
            return problem(
                    Kind.MISSING,
                    "may not be written: " + name + ": " + reason,
                    "Mount it writable and give it (chown -R) to the account that runs Upkeep.",
                    cause);
        }
        return problem(
                Kind.UNREACHABLE,
                "could not write " + name + ": " + reason,
                "Look at the disk and at the kernel's log (dmesg).",
                cause);
    }

    private UpkeepException problem(Kind kind, String what, String hint, IOException cause) {
        return new UpkeepException(kind, "the store " + root.address() + " " + what, hint, cause);
    }

    private static UpkeepException stopped(IOException cause) {
        Thread.currentThread().interrupt();
        return new UpkeepException(Kind.CANCELLED, "stopped while using the store", "", cause);
    }

    private boolean isFull(String reason) {
        return reason.contains("No space left") || reason.contains("quota") || freeSpace() < NEARLY_NOTHING;
    }

    private long freeSpace() {
        try {
            return root.freeSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    private static String reason(IOException cause) {
        var reason = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
