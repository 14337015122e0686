package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.State;
import dev.upkeep.run.Unfinished.Home;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The journal in Upkeep's state. Times are the state's: where several machines share it, its server's clock.
public final class KeptJournal implements Journal {
    /// After this long without a sign of life another process may take a run up.
    static final Duration EXPIRY = Duration.ofSeconds(15);

    private final State state;
    private final Machine machine;
    private final Homes homes;
    private final InstantSource clock;
    private final Supplier<RunId> ids;

    public KeptJournal(State state, Machine machine, InstantSource clock) {
        this(state, machine, clock, () -> RunId.random(clock.instant()));
    }

    public KeptJournal(State state, Machine machine, InstantSource clock, Supplier<RunId> ids) {
        this.state = state;
        this.machine = machine;
        this.homes = new Homes(state, machine);
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public RunId next() {
        return state.read(connection -> {
            var records = new RunRecords(connection);
            var run = ids.get();
            while (records.exists(run)) {
                run = ids.get();
            }
            return run;
        });
    }

    @Override
    public Begun begin(RunId run, Entry.RunStarted beginning) {
        return state.write(connection -> {
            var records = new RunRecords(connection);
            var now = now(connection);
            var held = records.held(beginning.claims());
            if (held.isPresent()) {
                return new Begun.Held(holder(held.get(), now));
            }
            var lease = new Lease(run, 1);
            records.insertRun(lease, beginning, machine, now, now.plus(EXPIRY));
            records.insertEntry(lease, now, beginning);
            return new Begun.Started(lease);
        });
    }

    @Override
    public JournalLine write(Lease lease, Entry entry) {
        return state.write(connection -> {
            var records = new RunRecords(connection);
            var now = now(connection);
            prolong(records, lease, now);
            var number = records.insertEntry(lease, now, entry);
            if (entry instanceof Entry.RunEnded(var outcome)) {
                records.end(lease, now, outcome);
            }
            return new JournalLine(number, now, lease.epoch(), entry);
        });
    }

    @Override
    public void check(Lease lease) {
        var ours = state.read(connection -> new RunRecords(connection).holds(lease));
        if (!ours) {
            throw fenced(lease);
        }
    }

    @Override
    public void renew(Lease lease) {
        state.write(connection -> {
            prolong(new RunRecords(connection), lease, now(connection));
            return lease;
        });
    }

    @Override
    public List<Unfinished> unfinished() {
        return state.read(connection -> {
            var now = now(connection);
            return new RunRecords(connection)
                    .unfinished().stream().map(run -> homes.seen(run, now)).toList();
        });
    }

    @Override
    public Optional<Lease> takeOver(Unfinished run) {
        return state.write(connection -> {
            var records = new RunRecords(connection);
            var now = now(connection);
            if (!records.takeOver(run, machine, now.plus(EXPIRY))) {
                return Optional.empty();
            }
            var lease = new Lease(run.run(), run.epoch() + 1);
            records.insertEntry(lease, now, new Entry.TakenUp(machine.self().toString()));
            return Optional.of(lease);
        });
    }

    @Override
    public void settle(RunId run, String who, String note) {
        state.write(connection -> {
            var records = new RunRecords(connection);
            var found = records.run(run).orElseThrow(() -> RunRecords.noSuchRun(run));
            if (!records.settle(run)) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "run %s is not stuck".formatted(run),
                        "Only a stuck run is settled; look: upkeep log %s".formatted(run));
            }
            return records.insertEntry(new Lease(run, found.epoch()), now(connection), new Entry.Settled(who, note));
        });
    }

    @Override
    public List<JournalLine> lines(RunId run) {
        return state.read(connection -> new RunRecords(connection).lines(run));
    }

    private static void prolong(RunRecords records, Lease lease, Instant now) throws SQLException {
        if (!records.prolong(lease, now.plus(EXPIRY))) {
            throw fenced(lease);
        }
    }

    private static UpkeepException fenced(Lease lease) {
        return new UpkeepException(
                Kind.CLASH,
                "run %s is no longer this process's: another one took it up".formatted(lease.run()),
                "See what became of it: upkeep log %s".formatted(lease.run()));
    }

    private Holder holder(RunRecords.Held held, Instant now) {
        var by = held.by();
        var elsewhere = homes.of(by) == Home.ANOTHER_MACHINE ? by.owner().host() : "";
        return new Holder(
                held.claim(),
                by.run(),
                by.verb(),
                by.who(),
                by.started(),
                by.isStuck(),
                elsewhere,
                homes.seen(by, now).expired());
    }

    private Instant now(Connection connection) throws SQLException {
        return state.now(connection, clock).truncatedTo(ChronoUnit.MILLIS);
    }
}
