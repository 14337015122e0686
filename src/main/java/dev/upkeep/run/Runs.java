package dev.upkeep.run;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What there was and is to tell about runs; for `upkeep runs` and `upkeep log`. Changes nothing.
public final class Runs {
    private final State state;
    private final Machine machine;
    private final InstantSource clock;
    private final Homes homes;

    public Runs(State state, Machine machine, InstantSource clock) {
        this.state = state;
        this.machine = machine;
        this.clock = clock;
        this.homes = new Homes(state, machine);
    }

    /// The newest runs of all apps, newest first.
    public List<RunSummary> newest(int limit) {
        return summaries(records -> records.newest(limit));
    }

    /// The newest runs of an app, newest first.
    public List<RunSummary> newest(String app, int limit) {
        return summaries(records -> records.newest(app, limit));
    }

    /// The newest run of that verb that was done; nothing when the journal knows none.
    public Optional<RunSummary> lastDone(String app, String verb) {
        return summaries(records -> records.lastDone(app, verb).stream().toList()).stream()
                .findFirst();
    }

    /// @throws UpkeepException NOT_FOUND when there is no such run
    public Story story(RunId run) {
        return state.read(connection -> {
            var records = new RunRecords(connection);
            var row = records.run(run).orElseThrow(() -> RunRecords.noSuchRun(run));
            return Story.of(summary(row, state.now(connection, clock)), records.lines(run));
        });
    }

    private interface Reading {
        List<RunRow> of(RunRecords records) throws SQLException;
    }

    private List<RunSummary> summaries(Reading reading) {
        return state.read(connection -> {
            var now = state.now(connection, clock);
            return reading.of(new RunRecords(connection)).stream()
                    .map(row -> summary(row, now))
                    .toList();
        });
    }

    private RunSummary summary(RunRow row, Instant now) {
        var end = row.ended() == null ? now : row.ended();
        var took = Duration.between(row.started(), end);
        return new RunSummary(
                row.run(), row.verb(), row.app(), row.who(), row.started(), row.ended(), took, condition(row, now));
    }

    private RunSummary.Condition condition(RunRow row, Instant now) {
        if (row.outcome() == null) {
            var run = homes.seen(row, now);
            return run.expired() || run.isGone(machine)
                    ? RunSummary.Condition.INTERRUPTED
                    : RunSummary.Condition.RUNNING;
        }
        return switch (row.outcome()) {
            case "done" -> RunSummary.Condition.DONE;
            case "rolled_back" -> RunSummary.Condition.ROLLED_BACK;
            default -> RunSummary.Condition.STUCK;
        };
    }
}
