package dev.upkeep.base.state;

import java.nio.file.Path;
import java.util.Map;

/// Where the state is.
public sealed interface StatePlace {
    /// A folder of this machine for its own account, with one SQLite file.
    record Folder(Path folder) implements StatePlace {
        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /// A database on a PostgreSQL server, which several machines may share; in it the schema `upkeep`.
    ///
    /// @param tls how the session is encrypted, in the driver's words: `sslmode`, `sslrootcert` and so on
    record Server(String host, int port, String database, String user, Map<String, String> tls) implements StatePlace {
        public Server {
            tls = Map.copyOf(tls);
        }

        /// As it may be shown, and typed again.
        @Override
        public String toString() {
            return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(host, port, database, user);
        }
    }

    /// @param words a folder, or `jdbc:postgresql://host[:port]/database[?user=…]`
    /// @throws dev.upkeep.base.problem.UpkeepException USAGE when it is neither
    static StatePlace of(String words) {
        return StateAddress.isOne(words) ? StateAddress.read(words) : new Folder(Path.of(words));
    }
}
