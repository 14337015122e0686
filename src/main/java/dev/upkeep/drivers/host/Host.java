package dev.upkeep.drivers.host;

import dev.upkeep.base.problem.UpkeepException;
import java.util.Optional;

/// A machine that runs commands. May be used from several threads at once.
public interface Host {
    /// As people know it: `local`, or an address.
    String name();

    /// Runs a command to its end, with empty standard input.
    ///
    /// @throws UpkeepException MISSING when the program does not exist, CANCELLED when this thread was interrupted
    ///     (the process tree is ended first)
    Finished run(Command command);

    /// Starts a command whose streams the caller reads and writes.
    ///
    /// @throws UpkeepException MISSING when the program does not exist
    Running start(Command command);

    /// Where a program is, on the PATH or in one of the usual folders of its make (there the highest version).
    /// Debian's `pg_wrapper` counts only when nothing else is found: it chooses a server by itself.
    Optional<String> find(String program);

    /// Where a certain major version of a program is that comes in versioned folders, such as `pg_dump` 15.
    Optional<String> find(String program, int major);
}
