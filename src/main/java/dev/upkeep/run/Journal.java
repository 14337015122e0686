package dev.upkeep.run;

import dev.upkeep.base.problem.UpkeepException;
import java.util.List;
import java.util.Optional;

/// The journal of all runs, and who may perform them. What a method returned from is on disk. May be used from
/// several threads and processes at once. Any method throws [UpkeepException] when the state can't be used.
public interface Journal {
    /// An id that no run has.
    RunId next();

    /// Takes the claims and writes the first entry, or says who holds one of them and changes nothing.
    Begun begin(RunId run, Entry.RunStarted beginning);

    /// Writes an entry and prolongs the lease. [Entry.RunEnded] ends the run; unless it is stuck its claims are free.
    ///
    /// @throws UpkeepException CLASH when another process has taken the run up
    JournalLine write(Lease lease, Entry entry);

    /// @throws UpkeepException CLASH when another process has taken the run up
    void check(Lease lease);

    /// Prolongs the lease: its owner is alive.
    ///
    /// @throws UpkeepException CLASH when another process has taken the run up, or it has ended
    void renew(Lease lease);

    /// Runs that may need somebody, oldest first.
    List<Unfinished> unfinished();

    /// Makes this process the run's owner under the next epoch; nothing when somebody else was faster.
    Optional<Lease> takeOver(Unfinished run);

    /// Frees what a stuck run holds, because a person has looked. The run stays stuck in the list.
    ///
    /// @throws UpkeepException NOT_FOUND when there is no such run, REFUSED when it is not stuck
    void settle(RunId run, String who, String note);

    /// A run's entries in order; none when there is no such run.
    List<JournalLine> lines(RunId run);
}
