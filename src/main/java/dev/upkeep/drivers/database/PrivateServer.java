package dev.upkeep.drivers.database;

/// A server of our own. It says how to reach it, for those who start an application or a client program on it.
public interface PrivateServer extends Server {
    Access access();

    /// @param host the loopback address
    /// @param user a superuser
    /// @param password random, of hexadecimal digits; never to be shown
    record Access(String host, int port, String user, String password) {
        @Override
        public String toString() {
            return "%s at %s:%d".formatted(user, host, port);
        }
    }
}
