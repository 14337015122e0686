package dev.upkeep.operations.discovery;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Something that was seen, with the place: `config.py:12`. No clue holds a secret; a password is a reference to one.
public sealed interface Clue {
    /// A database that the application works with.
    ///
    /// @param make as upkeep.yml calls it, such as `postgres`, or as it is written where Upkeep knows no such make
    record Database(String make, String where, Map<Part, Value> parts) implements Clue {
        public Database {
            parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        }

        /// Empty when nothing was seen of it, or it could not be read.
        String text(Part part) {
            return parts.get(part) instanceof Seen seen ? seen.value() : "";
        }

        Database with(Part part, Value value) {
            var changed = new EnumMap<Part, Value>(Part.class);
            changed.putAll(parts);
            changed.put(part, value);
            return new Database(make, where, changed);
        }

        /// With what its library takes where no host is written.
        Database withUsualHost(String host, String where) {
            return parts.isEmpty() || parts.containsKey(Part.HOST) ? this : with(Part.HOST, new Seen(host, where));
        }

        /// Without these nobody can connect.
        boolean isComplete() {
            return !text(Part.NAME).isEmpty()
                    && !text(Part.USER).isEmpty()
                    && parts.values().stream().noneMatch(Unread.class::isInstance);
        }
    }

    enum Part {
        NAME,
        HOST,
        PORT,
        USER,
        PASSWORD;

        /// As in upkeep.yml.
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A folder or file that belongs to the application.
    ///
    /// @param name in upkeep.yml: small letters, digits and -
    record Tree(String name, Path path, String where) implements Clue {}

    /// A folder that is named somewhere, but can't be proposed.
    record TreeNotRead(String name, String why, String where) implements Clue {}

    /// What an operator should know, in a sentence.
    record Remark(String text) implements Clue {}

    /// One value of a database.
    sealed interface Value {
        String where();
    }

    record Seen(String value, String where) implements Value {}

    /// @param why `is computed`; follows the name of what was not read
    record Unread(String why, String where) implements Value {}
}
