package dev.upkeep.drivers.host;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;

/// How a command ended. A non-zero exit code is an answer, not an exception; [#orFail] makes it one.
///
/// @param command as shown to people, secrets masked
/// @param output the first 4 MiB of standard output, unless it was streamed elsewhere; secrets masked
/// @param errors the last 64 KiB of standard error, secrets masked
/// @param timedOut whether the time limit ended it
public record Finished(String command, int exitCode, String output, String errors, boolean timedOut) {
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    /// @throws UpkeepException FAILED with the command's last error lines when it did not end with 0 in time
    public Finished orFail(String whatFailed, String hint) {
        if (succeeded()) {
            return this;
        }
        var reason = timedOut ? "it did not end in time" : "exit code " + exitCode;
        var last = errors.strip();
        throw new UpkeepException(
                Kind.FAILED, whatFailed + ": " + reason + (last.isEmpty() ? "" : ": " + lastLines(last)), hint);
    }

    private static String lastLines(String text) {
        var lines = text.lines().toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
