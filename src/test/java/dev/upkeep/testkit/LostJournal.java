package dev.upkeep.testkit;

import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.run.Begun;
import dev.upkeep.run.Entry;
import dev.upkeep.run.Journal;
import dev.upkeep.run.JournalLine;
import dev.upkeep.run.Lease;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Unfinished;
import java.util.List;
import java.util.Optional;

/// A real journal that can't be reached any more from a moment on.
public final class LostJournal implements Journal {
    private final Journal journal;
    private final Problem why;
    private volatile boolean beats = true;
    private volatile boolean everything = true;

    public LostJournal(Journal journal, Problem why) {
        this.journal = journal;
        this.why = why;
    }

    /// The lease can't be prolonged any more; all else works.
    public void loseBeats() {
        beats = false;
    }

    public void loseEverything() {
        everything = false;
    }

    @Override
    public RunId next() {
        return reached(everything).next();
    }

    @Override
    public Begun begin(RunId run, Entry.RunStarted beginning) {
        return reached(everything).begin(run, beginning);
    }

    @Override
    public JournalLine write(Lease lease, Entry entry) {
        return reached(everything).write(lease, entry);
    }

    @Override
    public void check(Lease lease) {
        reached(everything).check(lease);
    }

    @Override
    public void renew(Lease lease) {
        reached(beats && everything).renew(lease);
    }

    @Override
    public List<Unfinished> unfinished() {
        return reached(everything).unfinished();
    }

    @Override
    public Optional<Lease> takeOver(Unfinished run) {
        return reached(everything).takeOver(run);
    }

    @Override
    public void settle(RunId run, String who, String note) {
        reached(everything).settle(run, who, note);
    }

    @Override
    public List<JournalLine> lines(RunId run) {
        return reached(everything).lines(run);
    }

    private Journal reached(boolean can) {
        if (can) {
            return journal;
        }
        throw new UpkeepException(why);
    }
}
