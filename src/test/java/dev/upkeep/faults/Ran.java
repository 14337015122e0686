package dev.upkeep.faults;

/// How a script of the guides ended.
///
/// @param output what it printed, both streams, in order
record Ran(int exitCode, String output) {
    boolean says(String text) {
        return output.contains(text);
    }

    /// The last line that it printed: what cron would mail, or nobody reads.
    String lastLine() {
        return output.lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
    }
}
