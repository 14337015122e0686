package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The recorded rows of one live table, in a temporary table.
///
/// @param number counts from 0
/// @param oid of the live table
record RecordedTable(int number, String oid, InsertedTable inserted, UniqueKey key) {
    static final String HASH = "\"upkeep: hash\"";

    /// @throws UpkeepException REFUSED when the live table is not any more what it was
    static RecordedTable of(Connection session, int number, InsertedTable inserted) throws SQLException {
        var oid = MergeRecording.table(session, inserted.table());
        if (!oid.equals(inserted.identity())) {
            throw changed(inserted, oid.isEmpty() ? "it is gone" : "it was made anew");
        }
        var there = MergeRecording.columns(session, inserted.table());
        if (!there.equals(inserted.columns())) {
            throw changed(inserted, "its columns are %s, and were %s".formatted(there, inserted.columns()));
        }
        var key = UniqueKey.of(session, inserted.table()).stream()
                .filter(each -> each.columns().equals(inserted.key()))
                .findFirst()
                .orElseThrow(() -> changed(inserted, "its key over %s is gone".formatted(inserted.key())));
        return new RecordedTable(number, oid, inserted, key);
    }

    private static UpkeepException changed(InsertedTable inserted, String what) {
        return new UpkeepException(
                Kind.REFUSED,
                "table %s is not any more what it was when rows were merged into it: %s"
                        .formatted(inserted.table(), what),
                "Nothing was taken out. The record names the rows: delete by hand those that you don't want.");
    }

    String live() {
        return inserted.table();
    }

    String recorded() {
        return "pg_temp.upkeep_recorded_" + number;
    }

    String copy(String schema) {
        return "%s.taken_%d".formatted(Sql.name(schema), number);
    }

    String copying(String schema) {
        return "CREATE TABLE %s AS SELECT l.* FROM %s l JOIN %s r ON %s"
                .formatted(copy(schema), live(), recorded(), key.same("r", "l"));
    }

    void make(Connection session) throws SQLException {
        Rows.execute(
                session,
                "CREATE TEMPORARY TABLE upkeep_recorded_%d ON COMMIT DROP AS SELECT ''::text AS %s, %s FROM %s WITH NO DATA"
                        .formatted(number, HASH, String.join(", ", key.columns()), live()));
    }

    String copyIn(String encoding) {
        return "COPY %s (%s, %s) FROM STDIN (ENCODING '%s')"
                .formatted(recorded(), HASH, String.join(", ", key.columns()), encoding);
    }

    void complete(Connection session) throws SQLException {
        Rows.execute(
                session, "ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(recorded(), String.join(", ", key.columns())));
        Rows.execute(session, "ANALYZE " + recorded());
    }

    /// How many of the rows are still there.
    long there(Connection session) throws SQLException {
        return Rows.one(
                session,
                "SELECT count(*) FROM %s l JOIN %s r ON %s".formatted(live(), recorded(), key.same("r", "l")),
                row -> row.getLong(1));
    }

    /// @throws UpkeepException REFUSED when a row is there, but is not as it was inserted
    void requireUnchanged(Connection session) throws SQLException {
        var changed = Rows.texts(
                session,
                "SELECT %s FROM %s l JOIN %s r ON %s WHERE r.%s <> %s LIMIT 3"
                        .formatted(
                                key.words("l"),
                                live(),
                                recorded(),
                                key.same("r", "l"),
                                HASH,
                                MergeRecording.hash("l", inserted.columns())));
        if (!changed.isEmpty()) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "rows of %s were changed since they were merged: %s".formatted(live(), String.join("; ", changed)),
                    "Nothing was taken out. Delete by hand those that you don't want.");
        }
    }

    /// The columns that take values.
    List<String> writable(Connection session) throws SQLException {
        return Rows.texts(
                session,
                "SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute WHERE attrelid = %s::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
                        .formatted(Sql.text(live())));
    }
}
