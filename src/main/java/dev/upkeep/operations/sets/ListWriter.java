package dev.upkeep.operations.sets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the lines of an index object. For one thread; close it before the object is taken for complete.
public final class ListWriter implements AutoCloseable {
    private final OutputStream out;

    public ListWriter(OutputStream target) throws IOException {
        out = new BufferedOutputStream(target, 64 * 1024);
        line("format\t" + Manifest.FORMAT);
    }

    public void write(DatabaseEntry entry) throws IOException {
        line(DatabaseList.line(entry));
    }

    public void write(FileEntry entry) throws IOException {
        line(FilesList.line(entry));
    }

    private void line(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
    }

    /// Writes what is buffered; the target stays open.
    @Override
    public void close() throws IOException {
        out.flush();
    }
}
