package dev.upkeep.drivers.database.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// A socket file that looks like a network socket, with read timeouts. The channel does not block; a selector per
/// direction waits. One thread may read while another writes; closing ends both. TCP's own options are accepted and
/// mean nothing.
final class UnixSocket extends Socket {
    private final Path file;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int readTimeout;
    private volatile boolean connected;

    UnixSocket(Path file) throws IOException {
        this.file = file;
        channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
        readable = Selector.open();
        writable = Selector.open();
    }

    void connectToFile() throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(file));
        } catch (IOException | IllegalArgumentException failure) {
            close();
            var refused = new ConnectException("socket " + file + ": " + failure.getMessage());
            refused.initCause(failure);
            throw refused;
        }
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
        connected = true;
    }

    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        connectToFile();
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connectToFile();
    }

    @Override
    public InputStream getInputStream() {
        return new Incoming();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Outgoing();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isBound() {
        return connected;
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return UnixDomainSocketAddress.of(file);
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        readTimeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
        return readTimeout;
    }

    @Override
    public void setTcpNoDelay(boolean ignored) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean ignored) {}

    @Override
    public boolean getKeepAlive() {
        return true;
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return 1 << 16;
    }

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() {
        return 1 << 16;
    }

    /// Waits until the channel is ready; an interrupted thread gives up instead of spinning.
    private void await(Selector selector, int timeout) throws IOException {
        try {
            var ready = selector.select(key -> {}, timeout);
            if (Thread.currentThread().isInterrupted()) {
                throw new SocketException("interrupted while waiting at socket " + file);
            }
            if (ready == 0 && timeout > 0 && channel.isOpen()) {
                throw new SocketTimeoutException(
                        "no answer at socket " + file + " within " + Duration.ofMillis(timeout));
            }
        } catch (ClosedSelectorException closed) {
            throw closed(closed);
        }
    }

    private static SocketException closed(Exception cause) {
        var failure = new SocketException("socket was closed");
        failure.initCause(cause);
        return failure;
    }

    private final class Incoming extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (true) {
                var count = channel.read(buffer);
                if (count != 0) {
                    return count;
                }
                await(readable, readTimeout);
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Outgoing extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    await(writable, 0);
                }
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }
}
