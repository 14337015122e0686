package dev.upkeep.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A line to a server on this machine that can be cut at a word, once, or say nothing more. Programs reach the server
/// by [#port].
public final class FaultyLine implements AutoCloseable {
    private final ServerSocket entrance;
    private final int server;
    private final AtomicReference<Optional<Cut>> cut = new AtomicReference<>(Optional.empty());
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean silent;

    private record Cut(String word, boolean delivered) {}

    private FaultyLine(int server, ServerSocket entrance) {
        this.server = server;
        this.entrance = entrance;
    }

    public static FaultyLine to(int server) {
        try {
            var line = new FaultyLine(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /// The next message with that word never arrives.
    public void cutBefore(String word) {
        cut.set(Optional.of(new Cut(word, false)));
    }

    /// The next message with that word arrives; its answer does not.
    public void cutAfter(String word) {
        cut.set(Optional.of(new Cut(word, true)));
    }

    /// From now on nothing arrives anywhere, and nobody is told.
    public void fallSilent() {
        silent = true;
    }

    public void speakAgain() {
        silent = false;
    }

    /// How often it was cut.
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        closeQuietly(entrance);
    }

    private void accept() {
        try {
            while (true) {
                var client = entrance.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), server);
                var ended = new AtomicReference<>(false);
                Thread.ofVirtual().start(() -> there(client, far, ended));
                Thread.ofVirtual().start(() -> back(client, far, ended));
            }
        } catch (IOException closed) {
            closeQuietly(entrance);
        }
    }

    private void there(Socket client, Socket far, AtomicReference<Boolean> answerIsLost) {
        try (client;
                far) {
            pass(client.getInputStream(), far.getOutputStream(), message -> {
                var wanted = cut.get().filter(each -> message.contains(each.word()));
                wanted.ifPresent(ignored -> {
                    cut.set(Optional.empty());
                    cuts.incrementAndGet();
                });
                wanted.filter(Cut::delivered).ifPresent(ignored -> answerIsLost.set(true));
                return wanted.isEmpty() || wanted.get().delivered();
            });
        } catch (IOException ended) {
            closeQuietly(client);
        }
    }

    private void back(Socket client, Socket far, AtomicReference<Boolean> answerIsLost) {
        try (client;
                far) {
            pass(far.getInputStream(), client.getOutputStream(), ignored -> !answerIsLost.get());
        } catch (IOException ended) {
            closeQuietly(client);
        }
    }

    private interface Passing {
        boolean of(String message);
    }

    private void pass(InputStream from, OutputStream to, Passing passing) throws IOException {
        var bytes = new byte[65536];
        for (int read = from.read(bytes); read > 0; read = from.read(bytes)) {
            if (!passing.of(new String(bytes, 0, read, StandardCharsets.ISO_8859_1))) {
                return;
            }
            if (!silent) {
                to.write(bytes, 0, read);
            }
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            assert true : gone;
        }
    }
}
