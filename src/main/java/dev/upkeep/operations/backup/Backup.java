package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Ended;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.util.List;

/// Takes backups. A clash with another run of the app is refused at once, with its name.
public final class Backup {
    private final Runner runner;
    private final Surroundings surroundings;

    public Backup(Runner runner, Surroundings surroundings) {
        this.runner = runner;
        this.surroundings = surroundings;
    }

    /// One set of an app, with how the run ended: a failure is in the outcome, not thrown.
    ///
    /// @param result what programs read
    public record Taken(Ended<BackupState> ended, BackupResult result) {}

    /// @throws dev.upkeep.base.problem.UpkeepException CLASH when another run holds the app
    public Taken take(BackupSource source, BackupOrder order, StoreLocks locks) {
        var procedure = new BackupProcedure(source, surroundings, locks);
        var begun = surroundings.clock().instant();
        var claims = List.of(new Claim("app", source.app(), true));
        var request = new RunRequest(source.app(), order.who(), claims, Duration.ZERO);
        var ended = runner.run(procedure, run -> BackupState.of(source.app(), order, begun), request);
        var seconds = Duration.between(begun, surroundings.clock().instant()).toMillis() / 1000.0;
        return new Taken(ended, result(ended, seconds));
    }

    private static BackupResult result(Ended<BackupState> ended, double seconds) {
        var manifest = ended.state().manifest();
        var set = manifest == null ? "" : manifest.set().value();
        var totals = manifest == null ? new Manifest.Totals(0, 0, 0, 0, 0, 0) : manifest.totals();
        return new BackupResult(
                set,
                ended.outcome().word(),
                ended.run().value(),
                totals.plainBytes(),
                totals.newBytes(),
                totals.tables(),
                totals.rows(),
                totals.files(),
                seconds);
    }
}
