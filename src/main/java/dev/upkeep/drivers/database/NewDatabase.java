package dev.upkeep.drivers.database;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// A database that is being restored, in this order: [#before], [#load] and [#loadWhole] (from several threads),
/// [#largeObjects], [#sequences], [#after], [#settle]. Any failing statement is a failure with the statement's object
/// in the
/// message.
public interface NewDatabase extends AutoCloseable {
    String name();

    /// Definitions that come before the rows. The file is the part `definitions.dump`.
    void before(Path definitions);

    /// Loads a piece's rows as [Snapshot#copy] gave them; commits them.
    ///
    /// @param rows how many there are; another number loaded is a failure
    void load(Table table, InputStream content, long rows);

    /// Like [#load], with all rows of the table at once: nobody else loads rows of it. What the make can save by
    /// knowing that, it saves.
    void loadWhole(Table table, InputStream content, long rows);

    void largeObjects(Path dump);

    void sequences(List<Sequence> sequences);

    /// Definitions that come after the rows (indexes, keys, triggers), with several jobs at once.
    void after(Path definitions, int jobs);

    /// Owner, rights, comment, settings, connection limit under the new name; planner statistics; opens it for its
    /// users.
    void settle(DatabaseDescription description);

    /// Commits a write, as the first thing that an application would do, and takes it away again.
    void firstWrite();

    /// The restored database as a moment of its own, to compare it with the set.
    Snapshot snapshot(int workers);

    @Override
    void close();
}
