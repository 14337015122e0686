package dev.upkeep.drivers.database;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/// One moment of a database: everything read through it is as of that moment, whatever happens meanwhile. [#copy]
/// and
/// [#write] may be called from several threads. All methods throw [UpkeepException] when the connection is lost, a
/// right is
/// missing or a definition was changed under it; then nothing that was read may be used.
public interface Snapshot extends AutoCloseable {
    /// The moment, by the server's clock.
    Instant taken();

    DatabaseDescription description();

    /// Every table with rows of its own, ordered by schema and name.
    List<Table> tables();

    /// The columns of the table's primary key, quoted for SQL; empty when it has none.
    List<String> primaryKey(Table table);

    /// The pieces of a table, in order, covering every row once.
    ///
    /// @param previousBlocks how many blocks a piece had in the set before, 0 when unknown: kept while it still
    /// fits, so
    ///     that unchanged pieces stay the same
    List<Piece> pieces(Table table, long previousBlocks);

    /// Streams a piece's rows in the make's text format and takes their fingerprint in passing. A table without
    /// columns
    /// writes nothing and only counts.
    Reading copy(Piece piece, OutputStream out);

    List<Sequence> sequences();

    /// The parts that are kept as one stream each, the definitions first.
    List<Part> parts();

    void write(Part part, OutputStream out);

    /// One line per object (schema, table, column, constraint, index with validity, function, right, ...), sorted,
    /// such
    /// that
    /// two databases with the same lines have the same definitions. Made the same way for the live and the
    /// restored one.
    List<String> inventory();

    /// Count and fingerprint over all large objects (number, bytes); [Reading#NOTHING] when there are none.
    Reading largeObjects();

    /// What is knowingly not in it, one sentence each, for example a foreign table's remote rows.
    List<String> notIncluded();

    /// Ends the moment; when [#copy] runs elsewhere it fails.
    @Override
    void close();
}
