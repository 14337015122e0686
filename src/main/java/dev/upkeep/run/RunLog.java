package dev.upkeep.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One run's hand on the journal: writes first, then tells the watcher. May be used from several threads at once.
final class RunLog {
    private static final Duration TRUST = Duration.ofSeconds(1);

    private final Journal journal;
    private final Lease lease;
    private final InstantSource clock;
    private volatile Watcher watcher;
    private volatile @Nullable Instant checked;

    RunLog(Journal journal, Lease lease, InstantSource clock, Watcher watcher) {
        this.journal = journal;
        this.lease = lease;
        this.clock = clock;
        this.watcher = watcher;
    }

    RunId run() {
        return lease.run();
    }

    void write(Entry entry) {
        tell(journal.write(lease, entry));
    }

    void progress(Progress progress) {
        try {
            watcher.progressed(run(), progress);
        } catch (RuntimeException failure) {
            dismiss(failure);
        }
    }

    /// @throws dev.upkeep.base.problem.UpkeepException CLASH when another process has taken the run up
    void check() {
        journal.check(lease);
        checked = clock.instant();
    }

    /// Like [#check], but looks at most once a second.
    void checkNowAndThen() {
        var last = checked;
        if (last == null || Duration.between(last, clock.instant()).abs().compareTo(TRUST) >= 0) {
            check();
        }
    }

    private void tell(JournalLine line) {
        try {
            watcher.saw(run(), line);
        } catch (RuntimeException failure) {
            dismiss(failure);
        }
    }

    private void dismiss(RuntimeException failure) {
        watcher = Watcher.NOBODY;
        journal.write(lease, new Entry.Noted("nobody is told any more, because telling failed: " + failure));
    }
}
