package dev.upkeep.drivers.host;

import java.io.InputStream;
import java.io.OutputStream;

/// A command that runs. Standard error is read and kept meanwhile; the caller must read [#output] to its end, or
/// close.
/// Closing a command that still runs ends its whole process tree.
public interface Running extends AutoCloseable {
    long pid();

    InputStream output();

    OutputStream input();

    /// Waits for the end, at most until the command's time limit.
    Finished await();

    @Override
    void close();
}
