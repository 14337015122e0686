package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Sequences must not give a number once more that came back with a row. They are only ever moved on, in their
/// own direction: a few steps by drawing numbers, which nobody else can be hindered by or fall behind; a long way
/// by setting them.
final class MergeSequences {
    private static final int DRAWN_AT_MOST = 100_000;

    /// The sequences of a table's columns, owned or only used as their default; `%1$s` live table, `%2$s`
    /// restored one.
    static final String OF_TABLE = """
            SELECT pg_catalog.format('%%I.%%I', n.nspname, c.relname) AS sequence,
                   pg_catalog.quote_ident(a.attname) AS column,
                   a.atttypid IN ('int2'::pg_catalog.regtype, 'int4'::pg_catalog.regtype,
                                  'int8'::pg_catalog.regtype, 'numeric'::pg_catalog.regtype) AS number,
                   s.seqincrement > 0 AS rising,
                   coalesce((SELECT pg_catalog.pg_get_serial_sequence(%2$s, b.attname) FROM pg_catalog.pg_attribute b
                             WHERE b.attrelid = %2$s::pg_catalog.regclass AND b.attname = a.attname), '') AS restored
            FROM (
                SELECT d.objid AS sequence, d.refobjsubid AS column FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
                    AND d.refclassid = d.classid AND d.refobjid = %1$s::pg_catalog.regclass
                UNION
                SELECT d.refobjid, f.adnum FROM pg_catalog.pg_depend d
                JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid AND f.adrelid = %1$s::pg_catalog.regclass
                WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass) used
            JOIN pg_catalog.pg_class c ON c.oid = used.sequence AND c.relkind = 'S'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid AND NOT s.seqcycle
            JOIN pg_catalog.pg_attribute a ON a.attrelid = %1$s::pg_catalog.regclass AND a.attnum = used.column
            """;

    /// How many numbers lie between, and where it stands then; nothing when it is far enough.
    static final String WAY = """
            SELECT steps::text, (last + (steps - CASE WHEN q.is_called THEN 0 ELSE 1 END) * s.seqincrement)::text
            FROM %1$s q, pg_catalog.pg_sequence s, LATERAL (SELECT q.last_value::numeric AS last) l, LATERAL (
                SELECT LEAST(
                    pg_catalog.ceil((%3$s::numeric - last) / s.seqincrement),
                    pg_catalog.floor((CASE WHEN s.seqincrement > 0 THEN s.seqmax ELSE s.seqmin END - last)
                                     / s.seqincrement)) + CASE WHEN q.is_called THEN 0 ELSE 1 END AS steps) w
            WHERE s.seqrelid = %2$s::pg_catalog.regclass AND steps > 0
            """;

    private final Connection session;

    MergeSequences(Connection session) {
        this.session = session;
    }

    private record Used(String sequence, String column, boolean number, boolean rising, String restored) {}

    private record Way(long steps, String end) {}

    /// @param table whose picked rows were inserted
    void moveOn(MergeTable table) throws SQLException {
        var used = Rows.list(
                session,
                OF_TABLE.formatted(Sql.text(table.live()), Sql.text(table.side())),
                row -> new Used(
                        row.getString("sequence"),
                        row.getString("column"),
                        row.getBoolean("number"),
                        row.getBoolean("rising"),
                        row.getString("restored")));
        for (var each : used) {
            var target = target(table, each);
            if (target.isPresent()) {
                moveOn(each.sequence(), target.get());
            }
        }
    }

    /// The farthest number that came back, but no farther than the set's own sequence was: what lies beyond did
    /// not come from it. Of a text that is made from a number, how far the set's sequence was.
    private Optional<String> target(MergeTable table, Used used) throws SQLException {
        var drawn = used.restored().isEmpty() ? Optional.<String>empty() : drawn(used.restored());
        if (!used.restored().isEmpty() && drawn.isEmpty()) {
            return drawn;
        }
        if (!used.number() || !table.shared().contains(used.column())) {
            return drawn;
        }
        var sql = "SELECT coalesce(pg_catalog.%s(s.%s)::text, '') FROM %s s JOIN %s k ON %s%s"
                .formatted(
                        used.rising() ? "max" : "min",
                        used.column(),
                        table.side(),
                        table.picked(),
                        table.key().same("k", "s"),
                        drawn.map(last ->
                                        " WHERE s.%s %s %s".formatted(used.column(), used.rising() ? "<=" : ">=", last))
                                .orElse(""));
        return Rows.texts(session, sql).stream()
                .filter(number -> !number.isEmpty())
                .findFirst();
    }

    /// The last number that the set's sequence gave.
    private Optional<String> drawn(String sequence) throws SQLException {
        return Rows.texts(session, "SELECT last_value::text FROM %s WHERE is_called".formatted(sequence)).stream()
                .findFirst();
    }

    private void moveOn(String sequence, String target) throws SQLException {
        var ways = Rows.list(
                session,
                WAY.formatted(sequence, Sql.text(sequence), Sql.text(target)),
                row -> new Way(
                        row.getBigDecimal(1)
                                .min(java.math.BigDecimal.valueOf(Long.MAX_VALUE))
                                .longValue(),
                        row.getBigDecimal(2).toBigInteger().toString()));
        for (var way : ways) {
            var sql = way.steps() <= DRAWN_AT_MOST
                    ? "SELECT count(pg_catalog.nextval(%s)) FROM pg_catalog.generate_series(1, %d)"
                            .formatted(Sql.text(sequence), way.steps())
                    : "SELECT pg_catalog.setval(%s, %s)".formatted(Sql.text(sequence), way.end());
            Rows.texts(session, sql);
        }
    }
}
