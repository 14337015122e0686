package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// Turns what the system says about a file into what an operator can act on.
final class FileProblems {
    private FileProblems() {}

    /// @param what for example `files.uploads`
    static UpkeepException reading(String what, Path path, IOException failed) {
        var shown = shown(path);
        if (failed instanceof AccessDeniedException) {
            return new UpkeepException(
                    Kind.MISSING,
                    "%s: %s may not be read by the account that runs Upkeep".formatted(what, shown),
                    "Give it the right (for example: setfacl -m u:ACCOUNT:rX PATH), or exclude it in upkeep.yml",
                    failed);
        }
        return new UpkeepException(
                Kind.FAILED,
                "%s: %s could not be read: %s".formatted(what, shown, reason(failed)),
                "Look at the disk and its file system (dmesg, df), then back up again",
                failed);
    }

    static UpkeepException writing(Path path, IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return new UpkeepException(
                    Kind.MISSING,
                    "%s may not be written by the account that runs Upkeep".formatted(shown(path)),
                    "Choose a folder that it may write, or run as an account that may",
                    failed);
        }
        return new UpkeepException(
                Kind.FAILED,
                "%s could not be written: %s".formatted(shown(path), reason(failed)),
                "Look at the free space (df) and the file system, then restore again",
                failed);
    }

    static String shown(Path path) {
        return Octets.shown(Octets.ofTarget(path));
    }

    private static String reason(IOException failed) {
        var reason = failed instanceof FileSystemException inFile ? inFile.getReason() : failed.getMessage();
        return reason == null ? failed.getClass().getSimpleName() : reason;
    }
}
