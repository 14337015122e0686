package dev.upkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sees who has a file open and has begun to read it, so that a fault can strike in the middle.
final class OpenFiles {
    private OpenFiles() {}

    /// @throws IllegalStateException when nobody opens it within ten seconds
    static void awaitReaderOf(Path file, Path processes) throws IOException {
        var wanted = file.toRealPath();
        var deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            if (anybodyReads(wanted, processes)) {
                return;
            }
        }
        throw new IllegalStateException("nobody read " + file + ": the fault was not played");
    }

    private static boolean anybodyReads(Path wanted, Path all) throws IOException {
        try (var processes = Files.newDirectoryStream(all, "[0-9]*")) {
            for (var process : processes) {
                if (reads(process, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean reads(Path process, Path wanted) {
        try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).equals(wanted)) {
                    var info = Files.readAllLines(process.resolve("fdinfo").resolve(descriptor.getFileName()));
                    return !info.getFirst().endsWith("\t0");
                }
            }
        } catch (IOException ended) {
            return false;
        }
        return false;
    }
}
