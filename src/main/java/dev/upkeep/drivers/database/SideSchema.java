package dev.upkeep.drivers.database;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// A schema of restored tables that is being made, in this order: [#load] and [#read] (from several threads), then
/// [#complete].
public interface SideSchema extends AutoCloseable {
    /// The chosen tables themselves, as the set names them, quoted for SQL, with schema.
    List<String> whole();

    /// From a table with rows of its own to what it is called here, both quoted for SQL, with schema. Of a partitioned
    /// table these are its leaves.
    Map<String, String> tables();

    /// The same for the sequences that belong to the tables' columns.
    Map<String, String> sequences();

    /// What does not come along, in an operator's words, sorted: `trigger "audit" of public.hours`.
    List<String> left();

    /// Loads a piece's rows as [Snapshot#copy] gave them; commits them.
    ///
    /// @param table under its name here
    /// @param rows how many there are; another number loaded is a failure
    void load(Table table, InputStream content, long rows);

    /// Reads all rows, for the fingerprint.
    ///
    /// @param table under its name here
    Reading read(Table table);

    /// Sets the sequences, makes indexes and keys, and lets the tables' owners in.
    ///
    /// @param states under their names here
    void complete(List<Sequence> states);

    @Override
    void close();
}
