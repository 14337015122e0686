package dev.upkeep.operations.demo;

import java.util.Locale;

/// Numbers as the demo tells them.
final class Numbers {
    private Numbers() {}

    /// `473,275`.
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `12.3 MB`, decimal.
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
