package dev.upkeep.run;

import java.time.Instant;

/// A run that has not come to a good end: it runs, its process died, or it is stuck.
///
/// @param machine the name for good of the machine that it belongs to
/// @param expires until when its owner need not be heard of
/// @param expired whether that has passed, by the clock that all who share the state go by
/// @param stuck ended neither done nor taken back; nobody performs it
public record Unfinished(
        RunId run,
        String verb,
        String app,
        Owner owner,
        String machine,
        Home home,
        long epoch,
        Instant expires,
        boolean expired,
        boolean stuck) {
    /// The machine that a run belongs to: what it made lies in that machine's folders.
    public enum Home {
        /// The state is this machine's alone, so the run is too.
        ONLY_MACHINE,
        /// This one of several that share the state.
        THIS_MACHINE,
        /// It can't be taken up here.
        ANOTHER_MACHINE
    }

    /// Whether its process surely runs no more. Where several machines share the state, only a process that can be seen
    /// is: another start of the machine proves nothing, since two machines may have got the same name.
    boolean isGone(Machine machine) {
        return switch (home) {
            case ONLY_MACHINE -> machine.gone(owner);
            case THIS_MACHINE -> machine.sees(owner) && machine.gone(owner);
            case ANOTHER_MACHINE -> false;
        };
    }
}
