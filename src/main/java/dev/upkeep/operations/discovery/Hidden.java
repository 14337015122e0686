package dev.upkeep.operations.discovery;

import java.util.regex.Pattern;

/// Letters that nobody sees but that change what is read: line ends, control, direction and format characters.
final class Hidden {
    private static final Pattern LETTERS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}]");

    private Hidden() {}

    static boolean in(String text) {
        return LETTERS.matcher(text).find();
    }

    /// On one line, each of them as `?`.
    static String shown(String text) {
        return LETTERS.matcher(text).replaceAll("?");
    }
}
