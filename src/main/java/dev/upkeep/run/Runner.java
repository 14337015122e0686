package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// Performs procedures, journal first. What fails is taken back in reverse; what a dead process left is [Recovery]'s.
/// May be used from several threads at once, a run each.
public final class Runner {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Journal journal;
    private final Timing timing;
    private final Watcher watcher;
    private final Stop stop;

    public Runner(Journal journal, Timing timing, Watcher watcher, Stop stop) {
        this.journal = journal;
        this.timing = timing;
        this.watcher = watcher;
        this.stop = stop;
    }

    /// Performs a procedure to its end on this thread.
    ///
    /// @param initial makes the first state from the run's id, before anything is done
    /// @throws UpkeepException CLASH when another run holds a claim, or when another process took this run up;
    ///     CANCELLED when asked to stop before it began; any kind when the state can't be used: then the
    ///     next command takes up what this one began
    public <S> Ended<S> run(Procedure<S> procedure, Function<RunId, S> initial, RunRequest request) {
        var run = journal.next();
        var state = initial.apply(run);
        var beginning = new Entry.RunStarted(
                procedure.verb(), request.app(), request.who(), request.claims(), procedure.write(state));
        var begun = false;
        try (var hold = stop.enter()) {
            var lease = begin(run, beginning, hold, timing.clock().instant().plus(request.patience()));
            begun = true;
            try (var _ = Heartbeat.start(journal, lease, timing, hold)) {
                var log = new RunLog(journal, lease, timing.clock(), watcher);
                return new Execution<>(procedure, new Reached<>(state), log, hold).forward();
            }
        } catch (UpkeepException refused) {
            throw begun ? leftBehind(run, refused) : refused;
        }
    }

    /// Nothing was taken back: without journal the world is not touched.
    private static UpkeepException leftBehind(RunId run, UpkeepException refused) {
        var problem = refused.problem();
        if (problem.kind() == Kind.CLASH) {
            return refused;
        }
        var left = Problem.of(
                problem.kind(),
                "run %s stopped where it was, because its journal can't be written: %s"
                        .formatted(run, problem.message()),
                problem.hint() + " The next command on this machine then takes the run up.");
        return new UpkeepException(left, refused);
    }

    private Lease begin(RunId run, Entry.RunStarted beginning, Stop.Hold hold, Instant until) {
        while (true) {
            hold.check();
            switch (journal.begin(run, beginning)) {
                case Begun.Started(var lease) -> {
                    return lease;
                }
                case Begun.Held(var holder) -> waitFor(holder, until);
            }
        }
    }

    private void waitFor(Holder holder, Instant until) {
        if (holder.stuck() || !timing.clock().instant().isBefore(until)) {
            throw new UpkeepException(holder.problem());
        }
        timing.waiting().pause(ASK_AGAIN);
    }
}
