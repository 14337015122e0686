package dev.upkeep.drivers.database.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the questions of an inventory from `inventory.sql`, where their short forms are explained.
final class InventoryQueries {
    private static final Pattern SHORT_FORM = Pattern.compile("\\{(ours|schema|acl|sorted)\\|([^{}]*)\\}");
    private static final Pattern VERSION = Pattern.compile("^-- (since|before) (\\d+)\n");

    private InventoryQueries() {}

    static List<String> of(int major) {
        return Stream.of(text().split("\n\n"))
                .filter(query -> query.contains("SELECT format")
                        || query.contains("SELECT pg_")
                        || query.contains("SELECT CASE"))
                .filter(query -> isFor(major, query))
                .map(InventoryQueries::expanded)
                .toList();
    }

    private static String text() {
        try (var stream = InventoryQueries.class.getResourceAsStream("inventory.sql")) {
            if (stream == null) {
                throw new IllegalStateException("inventory.sql is missing in the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isFor(int major, String query) {
        var version = VERSION.matcher(query);
        if (!version.find()) {
            return true;
        }
        var limit = Integer.parseInt(version.group(2));
        return version.group(1).equals("since") ? major >= limit : major < limit;
    }

    private static String expanded(String query) {
        return SHORT_FORM
                .matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(
                        expanded(found.group(1), found.group(2).split("\\|", -1))));
    }

    private static String expanded(String form, String[] words) {
        return switch (form) {
            case "ours" -> notOfAnExtension(words[0], words[1]);
            case "schema" -> "%1$s.nspname !~ '^pg_' AND %1$s.nspname <> 'information_schema'".formatted(words[0]);
            case "acl" -> sorted("coalesce(%s, acldefault(%s, %s))".formatted(words[0], kind(words[1]), words[2]));
            default -> sorted(String.join("|", words));
        };
    }

    private static String notOfAnExtension(String catalog, String oid) {
        return """
                NOT EXISTS (SELECT FROM pg_depend x
                            WHERE x.classid = '%s'::regclass AND x.objid = %s AND x.deptype = 'e')""".formatted(catalog, oid);
    }

    private static String kind(String word) {
        return word.length() == 1 ? "'" + word + "'" : word;
    }

    private static String sorted(String array) {
        return "(SELECT string_agg(x::text, ' ' ORDER BY x::text COLLATE \"C\") FROM unnest(%s) x)".formatted(array);
    }
}
