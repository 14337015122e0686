package dev.upkeep.drivers.database.postgres;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what `pg_restore` says when a statement fails, and says it in one sentence with the object's name.
final class RestoreComplaint {
    private static final Pattern ENTRY =
            Pattern.compile("from TOC entry \\d+; \\d+ \\d+ ([A-Z ]+) (.+)$", Pattern.MULTILINE);
    private static final Pattern ERROR = Pattern.compile(
            "(?:could not execute query: |COPY failed [^:]*: |: error: )(?:ERROR:\\s+)?(.+)$", Pattern.MULTILINE);
    private static final Pattern DETAIL = Pattern.compile("^DETAIL:\\s+(.+)$", Pattern.MULTILINE);
    private static final Pattern CONTEXT = Pattern.compile("^CONTEXT:\\s+(.+)$", Pattern.MULTILINE);
    private static final Pattern LOST_PATH =
            Pattern.compile("(relation|function|type|operator) .* does not exist|no schema has been selected");
    private static final int LONGEST = 600;

    private RestoreComplaint() {}

    static String of(String errors, int exitCode) {
        var reason = first(ERROR, errors).orElseGet(() -> errors.isBlank() ? "exit code " + exitCode : errors.strip());
        var text = first(ENTRY, errors).isPresent() ? "broken, because " + object(errors) + ": " + reason : reason;
        var detail = first(DETAIL, errors).map(more -> " (" + more + ")").orElse("");
        var context = first(CONTEXT, errors).map(more -> " in " + more).orElse("");
        return shortened(text + detail + context);
    }

    /// What to do now, where it is known.
    static String hint(String errors) {
        if (LOST_PATH.matcher(errors).find() && first(CONTEXT, errors).isPresent()) {
            return "A function that is used there finds its tables only with a search_path; give it its own: "
                    + "ALTER FUNCTION … SET search_path = …";
        }
        if (errors.contains("must be superuser")
                || errors.contains("permission denied")
                || errors.contains("must be ")) {
            return "Restore as an admin who may do that (database.admin), or let a superuser give the right.";
        }
        return "";
    }

    /// `INDEX "orders_total_idx"` out of `2606 16405 INDEX public orders_total_idx alice`.
    private static String object(String errors) {
        var matcher = ENTRY.matcher(errors);
        return matcher.find() ? matcher.group(1) + " " + matcher.group(2) : "";
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
