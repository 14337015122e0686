package dev.upkeep.drivers.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What is left out of a walk. A pattern without a slash (`*.tmp`) matches a name in any folder, one with a slash
/// (`cache/*.bin`) the whole name from the group's folder on; a slash at its end limits it to folders. `*` and `?`
/// stand for anything but a slash, `**` for anything, `[a-z]` for one of these bytes. An excluded folder is not
/// entered.
public final class Excludes {
    public static final Excludes NOTHING = new Excludes(List.of());

    private record Rule(Pattern pattern, boolean wholeName, boolean foldersOnly) {}

    private final List<Rule> rules;

    /// @throws IllegalArgumentException with the pattern, when one is not well formed
    public Excludes(List<String> patterns) {
        rules = patterns.stream().map(Excludes::rule).toList();
    }

    /// @throws IllegalArgumentException with the pattern, when it is not well formed
    public static void check(String pattern) {
        rule(pattern);
    }

    public boolean leavesOut(TreeName name, boolean folder) {
        var octets = name.octets();
        var last = octets.substring(octets.lastIndexOf('/') + 1);
        return rules.stream()
                .filter(rule -> folder || !rule.foldersOnly())
                .anyMatch(rule ->
                        rule.pattern().matcher(rule.wholeName() ? octets : last).matches());
    }

    private static Rule rule(String text) {
        var foldersOnly = text.endsWith("/");
        var glob = foldersOnly ? text.substring(0, text.length() - 1) : text;
        var wholeName = glob.indexOf('/') >= 0;
        var fromRoot = glob.startsWith("/") ? glob.substring(1) : glob;
        if (fromRoot.isEmpty()) {
            throw new IllegalArgumentException("\"%s\" would leave out everything or nothing".formatted(text));
        }
        try {
            return new Rule(Pattern.compile(regex(octets(fromRoot), text), Pattern.DOTALL), wholeName, foldersOnly);
        } catch (PatternSyntaxException backwards) {
            throw new IllegalArgumentException(
                    "\"%s\" has a range in [ ] that goes backwards".formatted(text), backwards);
        }
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String regex(String glob, String whole) {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.length(); i++) {
            var each = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (each == '[') {
                var end = glob.indexOf(']', i + 2);
                if (end < 0) {
                    throw new IllegalArgumentException("\"%s\" has a [ without its ]".formatted(whole));
                }
                regex.append(oneOf(glob.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(one(each));
            }
        }
        return regex.toString();
    }

    /// `?` is one character of UTF-8, that is its first byte and those that follow it.
    private static String one(char each) {
        return switch (each) {
            case '*' -> "[^/]*";
            case '?' -> "[^/\\x80-\\xbf][\\x80-\\xbf]*";
            default -> Pattern.quote(String.valueOf(each));
        };
    }

    private static String oneOf(String listed) {
        var negated = listed.startsWith("!") || listed.startsWith("^");
        var members = (negated ? listed.substring(1) : listed).replaceAll("([\\\\\\[\\]&^])", "\\\\$1");
        return "(?!/)[" + (negated ? "^" : "") + members + "]";
    }
}
