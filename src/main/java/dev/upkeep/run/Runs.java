package dev.upkeep.run;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What there was and is to tell about runs; for `upkeep runs` and `upkeep log`. Changes nothing.
public final class Runs {
    private final State state;
    private final Machine machine;
    private final InstantSource clock;

    public Runs(State state, Machine machine, InstantSource clock) {
        this.state = state;
        this.machine = machine;
        this.clock = clock;
    }

    /// The newest runs of all apps, newest first.
    public List<RunSummary> newest(int limit) {
        return summaries(state.read(connection -> new RunRecords(connection).newest(limit)));
    }

    /// The newest runs of an app, newest first.
    public List<RunSummary> newest(String app, int limit) {
        return summaries(state.read(connection -> new RunRecords(connection).newest(app, limit)));
    }

    /// The newest run of that verb that was done; nothing when the journal knows none.
    public Optional<RunSummary> lastDone(String app, String verb) {
        return state.read(connection -> new RunRecords(connection).lastDone(app, verb))
                .map(this::summary);
    }

    /// @throws UpkeepException NOT_FOUND when there is no such run
    public Story story(RunId run) {
        return state.read(connection -> {
            var records = new RunRecords(connection);
            var row = records.run(run).orElseThrow(() -> RunRecords.noSuchRun(run));
            return Story.of(summary(row), records.lines(run));
        });
    }

    private List<RunSummary> summaries(List<RunRow> rows) {
        return rows.stream().map(this::summary).toList();
    }

    private RunSummary summary(RunRow row) {
        var end = row.ended() == null ? clock.instant() : row.ended();
        var took = Duration.between(row.started(), end);
        return new RunSummary(
                row.run(), row.verb(), row.app(), row.who(), row.started(), row.ended(), took, condition(row));
    }

    private RunSummary.Condition condition(RunRow row) {
        if (row.outcome() == null) {
            var silent = !clock.instant().isBefore(row.expires());
            return silent || machine.gone(row.owner())
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
