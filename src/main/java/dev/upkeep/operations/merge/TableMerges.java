package dev.upkeep.operations.merge;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.drivers.database.RowMerges;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.tables.TablesBeside;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Ended;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunId;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.util.List;

/// Merges rows of one app's sets into its live database, and takes them out again.
public final class TableMerges {
    private final String app;
    private final TablesBeside beside;
    private final RowMerges merges;
    private final MergeRecords records;
    private final Runner runner;

    public TableMerges(String app, TablesBeside beside, RowMerges merges, MergeRecords records, Runner runner) {
        this.app = app;
        this.beside = beside;
        this.merges = merges;
        this.records = records;
        this.runner = runner;
    }

    /// @param set its whole id
    /// @param missing what is missing, or was inserted
    public record Merged(String set, String run, Outcome outcome, MissingRows missing) {}

    /// @param merge the run that had inserted the rows
    /// @param rows how many were taken out
    public record TakenOut(String merge, String run, Outcome outcome, long rows) {}

    /// Looks what a merge would insert.
    ///
    /// @param prefix of the set's id; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Merged plan(String prefix, MergeRequest request, String who) {
        return merged(prefix, request, who, procedure(false, Consent.GIVEN));
    }

    /// @param prefix of the set's id; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Merged merge(String prefix, MergeRequest request, Consent consent, String who) {
        return merged(prefix, request, who, procedure(true, consent));
    }

    private Merged merged(String prefix, MergeRequest request, String who, MergeRows procedure) {
        var set = Restores.whole(beside.room(), app, prefix).name();
        var ended = runner.run(
                procedure,
                run -> MergeState.of(app, set, request.words(), request.order(schema(run))),
                claiming(who, procedure.verb().equals(MergeRows.VERB)));
        return new Merged(
                set, ended.run().value(), ended.outcome(), ended.state().missing());
    }

    /// @param merge the id of the run that inserted the rows
    /// @throws UpkeepException NOT_FOUND, USAGE, CLASH before anything is begun
    public TakenOut undo(String merge, String who) {
        requireOurs(merge);
        Ended<UndoState> ended = runner.run(
                new UndoMerge(beside, merges, records),
                run -> new UndoState(app, merge, schema(run), 0),
                claiming(who, true));
        return new TakenOut(
                merge, ended.run().value(), ended.outcome(), ended.state().taken());
    }

    private void requireOurs(String merge) {
        if (!merge.matches("\\d{8}-\\d{6}-[0-9a-f]{6}")) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "\"%s\" is not the id of a run".formatted(merge),
                    "The answer of the merge says it, and: upkeep runs " + app);
        }
        var its = records.app(new RunId(merge));
        if (!its.equals(app)) {
            throw new UpkeepException(
                    Kind.USAGE, "run %s merged rows of app %s, not of %s".formatted(merge, its, app), "Name that app.");
        }
    }

    private RunRequest claiming(String who, boolean exclusive) {
        return new RunRequest(app, who, List.of(new Claim("live database", app, exclusive)), Duration.ZERO);
    }

    private static String schema(RunId run) {
        return "upkeep_" + run.value().replace('-', '_');
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(
                procedure(true, Consent.GIVEN),
                procedure(false, Consent.GIVEN),
                new UndoMerge(beside, merges, records));
    }

    private MergeRows procedure(boolean inEarnest, Consent consent) {
        return new MergeRows(beside, merges, records, inEarnest, consent);
    }
}
