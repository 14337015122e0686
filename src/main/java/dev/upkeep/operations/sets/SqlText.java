package dev.upkeep.operations.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Lists as SQL writes them, so that a hand-restore can use a field as it is.
final class SqlText {
    private SqlText() {}

    /// The single columns of a column list in SQL: commas outside of quotes separate.
    static List<String> columns(String sql) {
        var columns = new ArrayList<String>();
        var quoted = false;
        var from = 0;
        for (var at = 0; at < sql.length(); at++) {
            quoted ^= sql.charAt(at) == '"';
            if (sql.charAt(at) == ',' && !quoted) {
                columns.add(sql.substring(from, at));
                from = at + 2;
            }
        }
        if (!sql.isEmpty()) {
            columns.add(sql.substring(from));
        }
        return columns;
    }

    /// As an array literal: `{"a","b"}`.
    static String arrayLiteral(List<String> elements) {
        return elements.stream()
                .map(each -> '"' + each.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    static List<String> arrayElements(String literal) {
        var elements = new ArrayList<String>();
        var element = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < literal.length(); at++) {
            var each = literal.charAt(at);
            if (each == '\\' && quoted) {
                element.append(literal.charAt(++at));
            } else if (each == '"' && quoted) {
                elements.add(element.toString());
                element.setLength(0);
                quoted = false;
            } else if (each == '"') {
                quoted = true;
            } else if (quoted) {
                element.append(each);
            }
        }
        return elements;
    }
}
