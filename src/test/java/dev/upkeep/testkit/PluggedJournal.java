package dev.upkeep.testkit;

import dev.upkeep.run.Begun;
import dev.upkeep.run.Entry;
import dev.upkeep.run.Journal;
import dev.upkeep.run.JournalLine;
import dev.upkeep.run.Lease;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Unfinished;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A real journal whose process loses power before or after one of its writes; from then on it refuses everything.
public final class PluggedJournal implements Journal {
    private final Journal journal;
    private final Plug plug;

    public PluggedJournal(Journal journal, Plug plug) {
        this.journal = journal;
        this.plug = plug;
    }

    @Override
    public RunId next() {
        plug.requirePower();
        return journal.next();
    }

    @Override
    public Begun begin(RunId run, Entry.RunStarted beginning) {
        return writing(() -> journal.begin(run, beginning));
    }

    @Override
    public JournalLine write(Lease lease, Entry entry) {
        return writing(() -> journal.write(lease, entry));
    }

    @Override
    public void check(Lease lease) {
        plug.requirePower();
        journal.check(lease);
    }

    @Override
    public void renew(Lease lease) {
        plug.requirePower();
        journal.renew(lease);
    }

    @Override
    public List<Unfinished> unfinished() {
        plug.requirePower();
        return journal.unfinished();
    }

    @Override
    public Optional<Lease> takeOver(Unfinished run) {
        return writing(() -> journal.takeOver(run));
    }

    @Override
    public void settle(RunId run, String who, String note) {
        plug.requirePower();
        journal.settle(run, who, note);
    }

    @Override
    public List<JournalLine> lines(RunId run) {
        plug.requirePower();
        return journal.lines(run);
    }

    private <T> T writing(Supplier<T> write) {
        plug.moment();
        var written = write.get();
        plug.moment();
        return written;
    }
}
