package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes up the runs that dead processes left behind, and tries stuck ones again: before the point of no return they
/// are taken back, after it they are finished. It may be killed and repeated at any moment. Called at the start of
/// each command.
public final class Recovery {
    private final Journal journal;
    private final Machine machine;
    private final Timing timing;
    private final Watcher watcher;

    public Recovery(Journal journal, Machine machine, Timing timing, Watcher watcher) {
        this.journal = journal;
        this.machine = machine;
        this.timing = timing;
        this.watcher = watcher;
    }

    /// For a command on one app: stuck runs of other apps are not tried again, because that may take long.
    ///
    /// @return what became of each run that was left behind, oldest first
    public List<TakenUp> takeUp(String app, Procedures procedures) {
        return takeUp(run -> run.app().equals(app) || !(run.stuck() || isElsewhere(run)), procedures);
    }

    /// @return what became of each run that was left behind, oldest first; runs that others perform are not named
    public List<TakenUp> takeUp(Procedures procedures) {
        return takeUp(run -> true, procedures);
    }

    private List<TakenUp> takeUp(Predicate<Unfinished> wanted, Procedures procedures) {
        var taken = new ArrayList<TakenUp>();
        for (var run : journal.unfinished()) {
            if (!wanted.test(run)) {
                continue;
            }
            if (isElsewhere(run)) {
                elsewhere(run).ifPresent(taken::add);
            } else if (abandoned(run)) {
                takeUp(run, procedures).ifPresent(taken::add);
            }
        }
        return taken;
    }

    private boolean abandoned(Unfinished run) {
        if (run.stuck() || run.isGone(machine)) {
            return true;
        }
        return run.expired() && (!machine.sees(run.owner()) || silent(run));
    }

    private static boolean isElsewhere(Unfinished run) {
        return run.home() == Unfinished.Home.ANOTHER_MACHINE;
    }

    /// What it made lies on its own machine; whoever looked for it here would find nothing and say that it is undone.
    private static Optional<TakenUp> elsewhere(Unfinished run) {
        return run.stuck() || run.expired() ? left(run, belongsTo(run)) : Optional.empty();
    }

    /// A process that lives here may just have been woken, or the clock was set: it gets two heartbeats to speak.
    private boolean silent(Unfinished run) {
        timing.waiting().pause(Heartbeat.BEAT.multipliedBy(2));
        return journal.unfinished().stream()
                .filter(now -> now.run().equals(run.run()) && now.epoch() == run.epoch())
                .anyMatch(now -> now.expires().equals(run.expires()));
    }

    private Optional<TakenUp> takeUp(Unfinished run, Procedures procedures) {
        try {
            var procedure = procedures.find(run.verb(), run.app());
            return procedure.isPresent() ? takeUp(run, procedure.get()) : left(run, unknown(run));
        } catch (UpkeepException failure) {
            return left(run, failure.problem());
        }
    }

    private <S> Optional<TakenUp> takeUp(Unfinished run, Procedure<S> procedure) {
        var behind = LeftBehind.of(procedure, journal.lines(run.run()));
        if (run.stuck() && behind.needsPerson(procedure.steps())) {
            return left(run, askPerson(behind));
        }
        var lease = journal.takeOver(run);
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        var ended = goOn(run, procedure, lease.get());
        return Optional.of(new TakenUp.Finished(run.run(), run.verb(), run.app(), ended.outcome()));
    }

    private <S> Ended<S> goOn(Unfinished run, Procedure<S> procedure, Lease lease) {
        var behind = LeftBehind.of(procedure, journal.lines(run.run()));
        var log = new RunLog(journal, lease, timing.clock(), watcher);
        try (var hold = new Stop().enter();
                var _ = Heartbeat.start(journal, lease, timing, hold)) {
            var execution = new Execution<>(procedure, behind.reached(), log, hold);
            if (behind.needsPerson(procedure.steps())) {
                return execution.stuck(behind.failedStep(), failed(log, behind, askPerson(behind)));
            }
            if (behind.reached().mustBeFinished(procedure.steps()) || behind.goesOn(procedure.steps())) {
                return execution.forward();
            }
            return execution.back(behind.failedStep(), failed(log, behind, ownerEnded(run)));
        }
    }

    /// Why the run could not go on, written down when the journal does not say it yet.
    private static <S> Problem failed(RunLog log, LeftBehind<S> behind, Problem reason) {
        if (behind.failure() != null) {
            return behind.failure();
        }
        var step = Math.max(behind.broken(), behind.reached().ended() - 1);
        log.write(new Entry.StepFailed(Math.max(step, 0), behind.failedStep(), reason));
        return reason;
    }

    private static Optional<TakenUp> left(Unfinished run, Problem why) {
        return Optional.of(new TakenUp.Left(run.run(), run.verb(), run.app(), why));
    }

    private static Problem belongsTo(Unfinished run) {
        var host = run.owner().host();
        return Problem.of(
                Kind.STUCK,
                "it belongs to the machine %s, where alone it can be taken up; there type: upkeep runs".formatted(host),
                "If %s never comes back and this machine has its store and folders, here: UPKEEP_MACHINE='%s' upkeep runs"
                        .formatted(host, run.machine()));
    }

    private static Problem ownerEnded(Unfinished run) {
        return Problem.of(Kind.FAILED, "the %s that performed it ended".formatted(run.owner()), "Start it again.");
    }

    private static <S> Problem askPerson(LeftBehind<S> behind) {
        return Problem.of(
                Kind.STUCK,
                "nobody but a person can tell whether \"%s\" was done".formatted(behind.failedStep()),
                "Look, finish it by hand, then say so: upkeep settle");
    }

    private static Problem unknown(Unfinished run) {
        return Problem.of(
                Kind.STUCK,
                "run %s of app \"%s\" was left behind, and nothing here knows how to %s it"
                        .formatted(run.run(), run.app(), run.verb()),
                "Configure the app again, or use the version of Upkeep that began it: upkeep log " + run.run());
    }
}
