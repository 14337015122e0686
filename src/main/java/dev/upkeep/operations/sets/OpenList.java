package dev.upkeep.operations.sets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list that is read line by line, side by side with something else. For one thread.
public final class OpenList<T> implements Iterator<T>, AutoCloseable {
    private final BufferedReader lines;
    private final Function<String, T> codec;
    private @Nullable String next;

    OpenList(BufferedReader lines, Function<String, T> codec) {
        this.lines = lines;
        this.codec = codec;
        this.next = line();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public T next() {
        var line = next;
        if (line == null) {
            throw new NoSuchElementException();
        }
        next = line();
        return codec.apply(line);
    }

    private @Nullable String line() {
        try {
            return lines.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
