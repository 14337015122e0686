package dev.upkeep.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the values of a YAML file by their keys joined with dots. An item `NAME=value` of a list counts as a key of
/// that name, as in the environment of a Compose file; other items count by their number.
final class YamlText {
    private YamlText() {}

    /// None where it is no YAML that Upkeep reads.
    static List<Assignment> assignments(Path file, String text) {
        var found = new ArrayList<Assignment>();
        new YamlTree(file, new Mistakes()).read(text).ifPresent(root -> add("", root, found));
        return found;
    }

    private static void add(String name, Node node, List<Assignment> found) {
        switch (node) {
            case Node.Mapping mapping ->
                mapping.entries().forEach(entry -> add(below(name, entry.key()), entry.value(), found));
            case Node.Sequence sequence -> {
                for (var i = 0; i < sequence.items().size(); i++) {
                    item(name, i, sequence.items().get(i), found);
                }
            }
            case Node.Scalar scalar -> {
                var value = scalar.isNothing() ? "" : scalar.text();
                found.add(PropertiesText.assignment(name, value, scalar.mark().line()));
            }
        }
    }

    private static void item(String name, int number, Node item, List<Assignment> found) {
        if (item instanceof Node.Scalar scalar && scalar.text().matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
            var equals = scalar.text().indexOf('=');
            found.add(PropertiesText.assignment(
                    below(name, scalar.text().substring(0, equals)),
                    scalar.text().substring(equals + 1),
                    scalar.mark().line()));
            return;
        }
        add(below(name, Integer.toString(number)), item, found);
    }

    private static String below(String name, String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
