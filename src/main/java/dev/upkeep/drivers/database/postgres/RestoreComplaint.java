package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what `pg_restore --verbose` says when a statement fails, and says it in one sentence with the object's name.
final class RestoreComplaint {
    /// Kind, name and owner of the object.
    private static final Pattern ENTRY =
            Pattern.compile("from TOC entry \\d+; \\d+ \\d+ ([A-Z ]+) (.+) \\S+$", Pattern.MULTILINE);
    private static final Pattern ERROR =
            Pattern.compile("error: (?:could not execute query: )?(?:ERROR:\\s+)?(.+)$", Pattern.MULTILINE);
    private static final Pattern DETAIL = Pattern.compile("^DETAIL:\\s+(.+)$", Pattern.MULTILINE);
    private static final Pattern CONTEXT = Pattern.compile("^CONTEXT:\\s+(.+)$", Pattern.MULTILINE);
    private static final Pattern LOST_PATH = Pattern.compile("(relation|function|type|operator) .* does not exist");
    private static final Pattern OF_THE_SERVER = Pattern.compile(
            "No space left|out of (shared )?memory|closed the connection|terminating connection|permission denied|must be ");
    private static final Pattern LACKING_HERE = Pattern.compile(
            "could not create locale|could not open collator|ICU is not supported|unrecognized (locale|collation) provider"
                    + "|could not access file|could not load library");
    private static final int LONGEST = 600;

    private RestoreComplaint() {}

    static String of(String errors, int exitCode) {
        var reason = first(ERROR, errors).orElseGet(() -> errors.isBlank() ? "exit code " + exitCode : errors.strip());
        var why = kind(errors) == Kind.MISSING ? "" : "broken, because ";
        var object = object(errors).map(name -> why + name + ": ").orElse("");
        var detail = first(DETAIL, errors).map(more -> " (" + more + ")").orElse("");
        var context = first(CONTEXT, errors).map(more -> " in " + more).orElse("");
        return shortened(object + reason + detail + context);
    }

    /// Whether the set's own definition is at fault, or something that this machine lacks, or the server's state or the
    /// admin's rights.
    static Kind kind(String errors) {
        if (LACKING_HERE.matcher(errors).find()) {
            return Kind.MISSING;
        }
        var ofTheSet =
                ENTRY.matcher(errors).find() && !OF_THE_SERVER.matcher(errors).find();
        return ofTheSet ? Kind.DAMAGED : Kind.FAILED;
    }

    /// What to do now, where it is known.
    static String hint(String errors) {
        if (LOST_PATH.matcher(errors).find() && first(CONTEXT, errors).isPresent()) {
            return "A function that is used there finds its tables only with a search_path; give it its own: "
                    + "ALTER FUNCTION … SET search_path = …";
        }
        if (LACKING_HERE.matcher(errors).find()) {
            return "This machine lacks it: install that locale (locale-gen, then restart the server), library or a "
                    + "PostgreSQL with ICU.";
        }
        if (errors.contains("must be ") || errors.contains("permission denied")) {
            return "Restore as an admin who may do that (database.admin), or let a superuser give the right.";
        }
        return "";
    }

    /// `INDEX public.orders_total`, with the schema that an earlier line told.
    private static Optional<String> object(String errors) {
        var entry = ENTRY.matcher(errors);
        if (!entry.find()) {
            return Optional.empty();
        }
        var kind = entry.group(1);
        var name = entry.group(2);
        var created =
                Pattern.compile("creating " + kind + " \"(.*" + Pattern.quote("." + name) + ")\"$", Pattern.MULTILINE);
        return Optional.of(kind + " " + first(created, errors).orElse(name));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
