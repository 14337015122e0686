package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;

/// A column may have got another type since the set; a value that would become another one by that is refused.
final class MergeValues {
    private final Connection session;

    MergeValues(Connection session) {
        this.session = session;
    }

    /// @param table whose rows are picked
    void requireSame(MergeTable table) throws SQLException {
        for (var column : table.columns()) {
            if (!column.same()) {
                requireSame(table, column);
            }
        }
    }

    private void requireSame(MergeTable table, MergeTable.Column column) throws SQLException {
        try {
            var other = Rows.texts(session, """
                    SELECT %s FROM %s s JOIN %s k ON %s WHERE (%s)::text IS DISTINCT FROM s.%s::text LIMIT 1""".formatted(
                            table.key().words("k"),
                            table.side(),
                            table.picked(),
                            table.key().same("k", "s"),
                            column.value("s"),
                            column.name()));
            if (!other.isEmpty()) {
                throw refused(table, column, "the value of row %s would be another one".formatted(other.getFirst()));
            }
        } catch (SQLException failure) {
            if (Failures.state(failure).startsWith("22")
                    || Failures.state(failure).startsWith("42")) {
                throw refused(table, column, Failures.message(failure));
            }
            throw failure;
        }
    }

    private static UpkeepException refused(MergeTable table, MergeTable.Column column, String reason) {
        return new UpkeepException(
                Kind.REFUSED,
                "column %s of %s is %s now, and was not in the set: %s"
                        .formatted(column.name(), table.live(), column.type(), reason),
                "Say with --where which rows are wanted, or restore beside and insert by hand.");
    }
}
