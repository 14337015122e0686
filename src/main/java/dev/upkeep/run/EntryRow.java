package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry as columns. What a column is not needed for is null.
record EntryRow(
        What what,
        @Nullable Integer step,
        @Nullable String name,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String message,
        @Nullable String hint) {
    /// The words in the table: never renamed, only added to.
    enum What {
        RUN_STARTED,
        STEP_STARTED,
        STEP_ENDED,
        STEP_FAILED,
        UNDO_STARTED,
        UNDO_ENDED,
        UNDO_FAILED,
        NOTED,
        TAKEN_UP,
        RUN_ENDED,
        SETTLED
    }

    static EntryRow of(Entry entry) {
        return switch (entry) {
            case Entry.RunStarted started ->
                new EntryRow(What.RUN_STARTED, null, null, started.state(), null, null, null);
            case Entry.StepStarted(var step, var name) ->
                new EntryRow(What.STEP_STARTED, step, name, null, null, null, null);
            case Entry.StepEnded(var step, var name, var state) ->
                new EntryRow(What.STEP_ENDED, step, name, state, null, null, null);
            case Entry.StepFailed(var step, var name, var problem) -> of(What.STEP_FAILED, step, name, problem);
            case Entry.UndoStarted(var step, var name) ->
                new EntryRow(What.UNDO_STARTED, step, name, null, null, null, null);
            case Entry.UndoEnded(var step, var name) ->
                new EntryRow(What.UNDO_ENDED, step, name, null, null, null, null);
            case Entry.UndoFailed(var step, var name, var problem) -> of(What.UNDO_FAILED, step, name, problem);
            case Entry.Noted(var line) -> new EntryRow(What.NOTED, null, null, null, null, line, null);
            case Entry.TakenUp(var by) -> new EntryRow(What.TAKEN_UP, null, by, null, null, null, null);
            case Entry.RunEnded(var outcome) -> new EntryRow(What.RUN_ENDED, null, outcome, null, null, null, null);
            case Entry.Settled(var who, var note) -> new EntryRow(What.SETTLED, null, who, null, null, note, null);
        };
    }

    /// @param row also has the run's `verb`, `app` and `who`
    static Entry entry(ResultSet row, List<Claim> claims) throws SQLException {
        var step = row.getInt("step");
        return switch (What.valueOf(row.getString("what"))) {
            case RUN_STARTED ->
                new Entry.RunStarted(
                        row.getString("verb"),
                        row.getString("app"),
                        row.getString("who"),
                        claims,
                        row.getString("state"));
            case STEP_STARTED -> new Entry.StepStarted(step, row.getString("name"));
            case STEP_ENDED -> new Entry.StepEnded(step, row.getString("name"), row.getString("state"));
            case STEP_FAILED -> new Entry.StepFailed(step, row.getString("name"), problem(row));
            case UNDO_STARTED -> new Entry.UndoStarted(step, row.getString("name"));
            case UNDO_ENDED -> new Entry.UndoEnded(step, row.getString("name"));
            case UNDO_FAILED -> new Entry.UndoFailed(step, row.getString("name"), problem(row));
            case NOTED -> new Entry.Noted(row.getString("message"));
            case TAKEN_UP -> new Entry.TakenUp(row.getString("name"));
            case RUN_ENDED -> new Entry.RunEnded(row.getString("name"));
            case SETTLED -> new Entry.Settled(row.getString("name"), row.getString("message"));
        };
    }

    private static EntryRow of(What what, int step, String name, Problem problem) {
        return new EntryRow(what, step, name, null, problem.kind().name(), problem.message(), problem.hint());
    }

    private static Problem problem(ResultSet row) throws SQLException {
        return Problem.of(Kind.valueOf(row.getString("kind")), row.getString("message"), row.getString("hint"));
    }
}
