package dev.upkeep.drivers.store.directory;

import java.io.IOException;
import java.io.OutputStream;

/// Turns a failed write into the problem that the operator reads.
final class WatchedOutput extends OutputStream {
    private final OutputStream out;
    private final String name;
    private final Trouble trouble;

    WatchedOutput(OutputStream out, String name, Trouble trouble) {
        this.out = out;
        this.name = name;
        this.trouble = trouble;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException cause) {
            throw trouble.whileWriting(name, cause);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException cause) {
            throw trouble.whileWriting(name, cause);
        }
    }
}
