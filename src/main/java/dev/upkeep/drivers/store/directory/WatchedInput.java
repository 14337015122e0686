package dev.upkeep.drivers.store.directory;

import java.io.IOException;
import java.io.InputStream;

/// Turns a failed read into the problem that the operator reads.
final class WatchedInput extends InputStream {
    private final InputStream in;
    private final String name;
    private final Trouble trouble;

    WatchedInput(InputStream in, String name, Trouble trouble) {
        this.in = in;
        this.name = name;
        this.trouble = trouble;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException cause) {
            throw trouble.whileReading(name, cause);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
