package dev.upkeep.drivers.store;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A tree of named contents. Names are relative, `/`-separated, of `[A-Za-z0-9._-]` parts, never `.` or `..`;
/// anything else is refused (BUG). May be used from several threads at once. All methods throw
/// `UpkeepException` UNREACHABLE when the store cannot be reached, MISSING when it is full or may not be
/// written, NOT_FOUND when a named content is not there.
public interface Store {
    /// As people know it: a folder, or an address without secrets.
    String address();

    /// A new content under a name that nobody else uses (staging). Not durable before [#publish].
    OutputStream create(String name);

    /// Atomic or absent, replaces what was there, durable when it returns. For small contents.
    void put(String name, byte[] content);

    /// Like [#put], but false and unchanged when the name exists. For locks.
    boolean putIfAbsent(String name, byte[] content);

    /// Makes created contents durable and gives them their final names, in this order: forces every source,
    /// moves all but the last, forces the folders, then moves the last; durable when it returns. So the last is
    /// there only when all others are. May be repeated: a move whose source is gone and whose target is there
    /// is done. A target that exists already is replaced.
    void publish(List<Move> moves);

    InputStream open(String name);

    /// What is known of a content without reading it; empty when the name does not exist.
    Optional<Entry> find(String name);

    /// Every content whose name starts with the prefix, in no particular order. Close the stream.
    Stream<Entry> list(String prefix);

    /// Removes a content; nothing happens when it is not there.
    void delete(String name);

    /// Removes everything below `prefix + "/"`.
    void deleteTree(String prefix);

    /// Free space in bytes; empty when the store has no such limit.
    OptionalLong freeSpace();

    /// @param modified when it was written, by the store's own clock
    record Entry(String name, long length, Instant modified) {}

    record Move(String from, String to) {}
}
