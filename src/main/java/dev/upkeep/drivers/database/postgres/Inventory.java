package dev.upkeep.drivers.database.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Lists what a database defines, one line each, such that a database and its restored copy have the same
/// lines.
///
/// Left out, because a restore rightly makes them anew: numbers and positions that only the server knows,
/// tablespaces, planner statistics, members of extensions, a range type's constructors (they belong to whoever
/// makes the type), copies of a parent's constraint on its partitions,
/// invalid indexes (`pg_dump` leaves them out, [NotIncluded] names them), passwords of user mappings.
/// Parentheses and casts between text types are left out of definitions: the server prints
/// `(ARRAY['a'::varchar])::text[]` differently once it has read its own words.
final class Inventory {
    private static final int LONGEST = 400;
    private static final Pattern TEXT_CAST =
            Pattern.compile("::(?:text|bpchar|character varying|character)(?:\\(\\d+\\))?(?:\\[\\])?");

    private final List<Relation> relations;
    private final Facts facts;

    Inventory(List<Relation> relations, Facts facts) {
        this.relations = relations;
        this.facts = facts;
    }

    SortedSet<String> definitions(Worker worker) throws SQLException {
        var lines = new TreeSet<String>();
        facts.readNames(worker.connection());
        for (var query : InventoryQueries.of(facts.major())) {
            lines.addAll(Rows.list(
                    worker.connection(),
                    query,
                    row -> line(row.getString(1), Objects.requireNonNullElse(row.getString(2), ""))));
        }
        Facts.readRows(worker.connection());
        return lines;
    }

    List<String> generatedValues(Worker worker) throws SQLException, IOException {
        var lines = new ArrayList<String>();
        for (var relation : relations) {
            if (!relation.generated().isEmpty()) {
                lines.add(generatedValues(worker, relation));
            }
        }
        return lines;
    }

    /// Computed values are not copied, so a restore could compute others: the whole rows are hashed once more.
    private String generatedValues(Worker worker, Relation relation) throws SQLException, IOException {
        worker.lock(relation);
        var columns = String.join(
                ", ",
                Stream.concat(relation.columns().stream(), relation.generated().stream())
                        .toList());
        var select = "(SELECT %s FROM ONLY %s %s)".formatted(columns, relation.sqlName(), relation.condition());
        var reading = worker.rows().copy(select, facts.encoding(), OutputStream.nullOutputStream());
        return line(
                "generated values of " + relation.sqlName(),
                reading.rows() + " rows, fingerprint " + reading.fingerprint());
    }

    static String line(String name, String definition) {
        var body = canonical(definition);
        return oneLine(name) + ": " + (body.length() <= LONGEST ? oneLine(body) : "sha256 " + sha256(body));
    }

    private static String canonical(String definition) {
        return TEXT_CAST
                .matcher(definition)
                .replaceAll("")
                .replaceAll("[()]", "")
                .strip();
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
