package dev.upkeep.drivers.database.postgres;

import java.util.List;
import java.util.stream.Collectors;

/// Writes names and texts into SQL such that they stay names and texts, whatever they hold.
final class Sql {
    private Sql() {}

    /// Always quoted: a name may be a word of SQL.
    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// As an `E''` literal when it holds a backslash, so that it means the same under every setting.
    static String text(String text) {
        var quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.indexOf('\\') >= 0 ? "E" + quoted : quoted;
    }

    static String texts(List<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", "));
    }
}
