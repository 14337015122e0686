package dev.upkeep.drivers.host.local;

import dev.upkeep.drivers.host.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/// Reads a stream to its end on a thread of its own and keeps a bounded part of it: the first or the last bytes.
final class Capture {
    private static final String BROKEN_CHARACTERS = "\uFFFD+";

    private final Keep keep;
    private final int limit;
    private final Thread reader;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    enum Keep {
        FIRST,
        LAST
    }

    /// @param limit bytes to keep
    private Capture(String name, InputStream stream, Keep keep, int limit) {
        this.keep = keep;
        this.limit = limit;
        this.reader = Thread.ofPlatform().daemon().name(name).unstarted(() -> read(stream));
    }

    static Capture start(String name, InputStream stream, Keep keep, int limit) {
        var capture = new Capture(name, stream, keep, limit);
        capture.reader.start();
        return capture;
    }

    /// Waits for the stream's end; not longer than the patience, because a daemon may hold it open.
    void await(Duration patience) throws InterruptedException {
        if (!reader.join(patience)) {
            reader.setName(reader.getName() + ", held open by a daemon");
        }
    }

    /// What was kept, as text with secrets masked, also one that the limit cut in two.
    synchronized String text(Command command) {
        var masked = command.mask(new String(bytes(), StandardCharsets.UTF_8));
        if (!cut) {
            return masked;
        }
        return keep == Keep.FIRST
                ? withoutCutEnd(masked, command.secrets())
                : withoutCutStart(masked, command.secrets());
    }

    private void read(InputStream stream) {
        var chunk = new byte[16 * 1024];
        try (stream) {
            for (var count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                add(chunk, count);
            }
        } catch (IOException closed) {
            cut = true; // the process was ended; what came until then is kept
        }
    }

    private synchronized void add(byte[] chunk, int count) {
        if (keep == Keep.FIRST) {
            var room = Math.min(count, limit - kept.size());
            kept.write(chunk, 0, room);
            cut |= room < count;
            return;
        }
        kept.write(chunk, 0, count);
        if (kept.size() > 2 * limit) {
            var last = bytes();
            kept.reset();
            kept.writeBytes(last);
        }
    }

    private byte[] bytes() {
        var all = kept.toByteArray();
        if (all.length <= limit) {
            return all;
        }
        cut = true;
        return Arrays.copyOfRange(all, all.length - limit, all.length);
    }

    private static String withoutCutEnd(String text, Set<String> secrets) {
        var whole = text.replaceFirst(BROKEN_CHARACTERS + "$", "");
        var longest = secrets.stream()
                .mapToInt(secret -> lengths(secret)
                        .filter(length -> whole.endsWith(secret.substring(0, length)))
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
        return whole.substring(0, whole.length() - longest);
    }

    private static String withoutCutStart(String text, Set<String> secrets) {
        var whole = text.replaceFirst("^" + BROKEN_CHARACTERS, "");
        var longest = secrets.stream()
                .mapToInt(secret -> lengths(secret)
                        .filter(length -> whole.startsWith(secret.substring(secret.length() - length)))
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
        return whole.substring(longest);
    }

    private static IntStream lengths(String secret) {
        return IntStream.range(1, secret.length());
    }
}
