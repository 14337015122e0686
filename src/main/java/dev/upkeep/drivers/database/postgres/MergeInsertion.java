package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;

/// Fills several tables by one statement: foreign keys, also those that can't be deferred, are checked at its
/// end, so cycles need neither an order of tables nor rights of a superuser.
final class MergeInsertion {
    private static final String INTEGRITY = "23";

    private final Connection session;

    MergeInsertion(Connection session) {
        this.session = session;
    }

    /// @param table into which, quoted for SQL, with schema
    /// @param columns of it
    /// @param select gives the rows, in that order of columns
    /// @param rows how many there are
    record Part(String table, List<String> columns, String select, long rows) {}

    /// @throws UpkeepException REFUSED when a table does not take a row, or takes more or fewer than there are
    void insert(List<Part> parts) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        Rows.execute(session, "SET CONSTRAINTS ALL IMMEDIATE");
        var filling = new ArrayList<String>();
        var counts = new ArrayList<String>();
        for (var part : parts) {
            var name = "upkeep_" + filling.size();
            filling.add("%s AS (INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE %s RETURNING 1)"
                    .formatted(name, part.table(), String.join(", ", part.columns()), part.select()));
            counts.add("(SELECT count(*) FROM %s)".formatted(name));
        }
        try {
            var sql = "WITH %s SELECT ARRAY[%s] AS counts"
                    .formatted(String.join(",\n", filling), String.join(", ", counts));
            requireAll(parts, Rows.one(session, sql, row ->
                    (Long[]) row.getArray("counts").getArray()));
        } catch (SQLException failure) {
            throw refusal(failure);
        }
    }

    private static void requireAll(List<Part> parts, Long[] counts) {
        for (var at = 0; at < counts.length; at++) {
            requireAll(parts.get(at).table(), parts.get(at).rows(), counts[at]);
        }
    }

    static void requireAll(String table, long wanted, long found) {
        if (wanted != found) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "%d rows were to be inserted into %s, but it took %d".formatted(wanted, table, found),
                    "A trigger or a policy of the table has its own will. Look into it, or merge without --triggers.");
        }
    }

    /// A row that a table does not take takes all others back.
    static SQLException refusal(SQLException failure) {
        var said = failure instanceof PSQLException server ? server.getServerErrorMessage() : null;
        if (said == null || !Failures.state(failure).startsWith(INTEGRITY)) {
            return failure;
        }
        throw new UpkeepException(
                Kind.REFUSED,
                "%s.%s does not take a row: %s".formatted(said.getSchema(), said.getTable(), Failures.message(failure)),
                "Say with --where which rows are wanted, or mend the live rows first.",
                failure);
    }
}
