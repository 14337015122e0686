package dev.upkeep.drivers.database;

import java.util.List;
import java.util.Optional;

/// Brings rows that one live database has lost back from a side schema, and takes them out again. Rows that exist
/// are never changed. Each change is one transaction, and leaves a mark in the schema that tells whether it was
/// committed.
public interface RowMerges {
    /// As people know the live database.
    String address();

    /// @param tables the named ones, quoted for SQL, with schema
    /// @param more what they refer to, at any depth; and when children are wanted, what refers to any of them
    record Reach(List<String> tables, List<String> more) {
        public Reach {
            tables = List.copyOf(tables);
            more = List.copyOf(more);
        }
    }

    /// Which live tables take part in a merge.
    ///
    /// @param words tables, each `NAME` or `SCHEMA.NAME`, as it is or quoted for SQL
    /// @throws dev.upkeep.base.problem.UpkeepException NOT_FOUND, USAGE when it is no table or several have that
    ///     name, REFUSED when it is a part of another table
    Reach reach(List<String> words, boolean children);

    /// Looks what is missing; changes nothing, locks nothing.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException REFUSED when rows of a wanted table can't be inserted,
    ///     with the reason
    MissingRows missing(MergeOrder order);

    /// Inserts what is missing; all of it or nothing.
    ///
    /// @param agreed what somebody has seen: when other rows are missing by now, nothing is inserted; empty for
    ///     whatever there is
    /// @param record complete before the rows are committed; when it throws, nothing is inserted
    /// @throws dev.upkeep.base.problem.UpkeepException REFUSED when the live tables do not take a row, FAILED
    MissingRows insert(MergeOrder order, Optional<MissingRows> agreed, InsertedRows record);

    /// Whether the change that belongs to this schema was committed. Ends the session of a dead process that may
    /// still be at it, and waits for its end.
    boolean committed(String schema);

    /// Takes back a committed [#insert], and its mark.
    ///
    /// @param schema the side schema of that order
    /// @return how many rows were taken out
    /// @throws dev.upkeep.base.problem.UpkeepException as [#takeOut]
    long takeBack(String schema, InsertedRows.Recorded rows);

    /// Takes inserted rows out again; all that are still there or nothing.
    ///
    /// @param schema a new one, `[a-z0-9_]`, that keeps what was taken out until it is dropped
    /// @return how many rows were taken out; fewer than recorded when somebody deleted some
    /// @throws dev.upkeep.base.problem.UpkeepException REFUSED when a row was changed since, another row refers
    ///     to one, or it is another database by now
    long takeOut(String schema, InsertedRows.Recorded rows);

    /// Takes back a committed [#takeOut], and its mark.
    void putBack(String schema, InsertedRows.Recorded rows);
}
