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

        /// Whether it is the same server, by whatever name it is called.
        ///
        /// @param otherHost a name or address, or the folder of a socket
        public boolean isServer(String otherHost, int otherPort) {
            return port == otherPort && Hosts.areTheSame(host, otherHost);
        }

        public boolean isDatabase(String otherHost, int otherPort, String otherDatabase) {
            return database.equals(otherDatabase) && isServer(otherHost, otherPort);
        }

        /// Whether it is reached without leaving this machine.
        public boolean isHere() {
            return Hosts.areTheSame(host, "localhost");
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
