package dev.upkeep.operations.changes;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.difference.LossWindow.Report;
import dev.upkeep.operations.difference.TableChange;
import dev.upkeep.operations.difference.TableChange.State;
import dev.upkeep.operations.restore.ReplacePlan.Loss;
import dev.upkeep.operations.restore.ReplacePlan.LossCount;
import dev.upkeep.operations.restore.ReplacePlan.Losses;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.run.Outcome.RolledBack;
import dev.upkeep.run.Outcome.Stuck;
import dev.upkeep.run.Outcome.Succeeded;
import java.util.List;

/// What replacing the live database with a set loses, as [Changes] counts it.
public record CountedLosses(Changes changes, String who) implements LossCount {
    @Override
    public Losses since(Manifest set) {
        try {
            var found = changes.since(set.set().value(), who);
            return switch (found.outcome()) {
                case Succeeded ignored -> losses(found.report());
                case RolledBack failed -> unknown(failed.cause());
                case Stuck stuck -> unknown(stuck.cause());
            };
        } catch (UpkeepException failed) {
            return unknown(failed.problem());
        }
    }

    private static Losses losses(Report report) {
        return new Losses(
                report.tables().stream()
                        .filter(table -> table.state() != State.EQUAL)
                        .map(CountedLosses::loss)
                        .toList(),
                "");
    }

    private static Loss loss(TableChange change) {
        var rows = change.rows();
        return new Loss(change.table(), rows.onlyNow(), rows.onlyInSet(), rows.exact(), change.remark());
    }

    /// Who stops the counting stops the whole.
    private static Losses unknown(Problem why) {
        if (why.kind() == Kind.CANCELLED) {
            throw new UpkeepException(why);
        }
        return new Losses(List.of(), why.message());
    }
}
