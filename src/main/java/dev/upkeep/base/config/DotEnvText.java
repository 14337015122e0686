package dev.upkeep.base.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a `.env`: `NAME=value` in lines. The libraries of Python, PHP and Node and systemd agree on most of it; where
/// they don't (a backslash, a `#` in an unquoted value) the value is in doubt.
final class DotEnvText {
    private static final Pattern NAME = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)[ \\t]*=[ \\t]*");
    private static final Pattern COMMENT = Pattern.compile("[ \\t]+#.*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final int LONGEST = 32 * 1024;
    private static final String COMPUTED = "is computed from others";

    private final List<String> lines;
    private final List<Assignment> found = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private int next;

    DotEnvText(String text) {
        lines = text.replace("\uFEFF", "").lines().toList();
    }

    List<Assignment> assignments() {
        while (next < lines.size()) {
            var line = lines.get(next++);
            var name = NAME.matcher(line);
            if (name.lookingAt()) {
                add(name.group(1), line.substring(name.end()), next);
            }
        }
        return found;
    }

    private void add(String name, String rest, int line) {
        var assignment = rest.startsWith("\"") || rest.startsWith("'")
                ? quoted(name, rest, line)
                : unquoted(name, COMMENT.matcher(rest).replaceFirst("").strip(), line);
        if (assignment.isCertain()) {
            known.put(name, assignment.value());
        } else {
            known.remove(name);
        }
        found.add(assignment);
    }

    private Assignment unquoted(String name, String value, int line) {
        if (value.startsWith("#")) {
            return new Assignment(name, "", "", line);
        }
        if (value.contains("#")) {
            return new Assignment(name, "", "holds a # outside of quotes, which programs read differently", line);
        }
        return expanded(name, value, line);
    }

    /// A quoted value may go on in the next lines.
    private Assignment quoted(String name, String rest, int line) {
        var quote = rest.charAt(0);
        var value = new StringBuilder(rest.substring(1));
        var after = next;
        while (value.indexOf(String.valueOf(quote)) < 0 && after < lines.size() && value.length() < LONGEST) {
            value.append('\n').append(lines.get(after++));
        }
        var end = value.indexOf(String.valueOf(quote));
        if (end < 0) {
            return new Assignment(name, "", "has a quote without its end", line);
        }
        next = after;
        var inside = value.substring(0, end);
        return quote == '\'' ? plain(name, inside, line) : expanded(name, inside, line);
    }

    private static Assignment plain(String name, String value, int line) {
        return value.indexOf('\\') >= 0
                ? new Assignment(name, "", "holds a backslash, which programs read differently", line)
                : new Assignment(name, value, "", line);
    }

    /// `${NAME}` is what that name means so far in this file.
    private Assignment expanded(String name, String value, int line) {
        var all = new StringBuilder();
        var reference = REFERENCE.matcher(value);
        var end = 0;
        while (reference.find()) {
            var meaning = known.get(reference.group(1));
            if (meaning == null || all.length() + meaning.length() > LONGEST) {
                return new Assignment(name, "", COMPUTED, line);
            }
            all.append(value, end, reference.start()).append(meaning);
            end = reference.end();
        }
        var rest = value.substring(end);
        return rest.contains("${") || rest.contains("$(")
                ? new Assignment(name, "", COMPUTED, line)
                : plain(name, all + rest, line);
    }
}
