package dev.upkeep.base.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Reads Java's `.properties` with the line of each. The JDK reads the escapes, one logical line at a time.
final class PropertiesText {
    private PropertiesText() {}

    static List<Assignment> assignments(String text) {
        var found = new ArrayList<Assignment>();
        var lines = text.lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var start = i + 1;
            var logical = new StringBuilder(lines.get(i));
            while (goesOn(logical) && i + 1 < lines.size()) {
                logical.append('\n').append(lines.get(++i));
            }
            add(logical.toString(), start, found);
        }
        return found;
    }

    /// An odd number of backslashes at its end; a comment never does.
    private static boolean goesOn(StringBuilder line) {
        var first = line.toString().stripLeading();
        if (first.startsWith("#") || first.startsWith("!")) {
            return false;
        }
        var backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void add(String logical, int line, List<Assignment> found) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(logical));
        } catch (IllegalArgumentException badEscape) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties
                .stringPropertyNames()
                .forEach(name -> found.add(assignment(name, properties.getProperty(name), line)));
    }

    static Assignment assignment(String name, String value, int line) {
        return value.contains("${")
                ? new Assignment(name, value, "is computed from others", line)
                : new Assignment(name, value, "", line);
    }
}
