package dev.upkeep.drivers.host;

import java.io.InputStream;
import java.io.OutputStream;

/// A command that runs. Standard error is read and kept meanwhile; the caller must read [#output] to its end, or
/// close. Closing a command that still runs ends its whole process tree; so does the time limit, and [#output]
/// ends then.
public interface Running extends AutoCloseable {
    long pid();

    InputStream output();

    OutputStream input();

    /// Waits for the end, at most until the command's time limit. What is left of its processes is ended, except
    /// a daemon that has a session of its own.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException CANCELLED when this thread was interrupted (the process
    ///     tree is ended first)
    Finished await();

    @Override
    void close();
}
