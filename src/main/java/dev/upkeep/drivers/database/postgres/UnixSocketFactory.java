package dev.upkeep.drivers.database.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/// Lets pgjdbc talk through a server's socket file, as libpq does. Made by pgjdbc, by its name; the argument is the
/// file.
public final class UnixSocketFactory extends SocketFactory {
    private final Path file;

    public UnixSocketFactory(String file) {
        this.file = Path.of(file);
    }

    /// Where a server with this socket folder and port listens.
    static String path(PostgresAddress address) {
        return Path.of(address.host(), ".s.PGSQL." + address.port()).toString();
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(file);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        var socket = new UnixSocket(file);
        socket.connectToFile();
        return socket;
    }
}
