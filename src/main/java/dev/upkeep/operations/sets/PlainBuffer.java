package dev.upkeep.operations.sets;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Keeps the beginning of a content in memory, in chunks, so that nothing is copied when it grows.
final class PlainBuffer {
    private static final int CHUNK = 256 * 1024;

    private final List<byte[]> chunks = new ArrayList<>();
    private int length;

    int length() {
        return length;
    }

    void add(byte[] bytes, int offset, int count) {
        var done = 0;
        while (done < count) {
            var within = length % CHUNK;
            if (within == 0) {
                chunks.add(new byte[CHUNK]);
            }
            var part = Math.min(CHUNK - within, count - done);
            System.arraycopy(bytes, offset + done, chunks.getLast(), within, part);
            length += part;
            done += part;
        }
    }

    void writeTo(OutputStream out) throws IOException {
        var left = length;
        for (var chunk : chunks) {
            out.write(chunk, 0, Math.min(left, CHUNK));
            left -= CHUNK;
        }
    }
}
