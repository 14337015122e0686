package dev.upkeep.cli;

import dev.upkeep.app.App;
import dev.upkeep.operations.backup.Backup;
import dev.upkeep.operations.changes.Changes;
import dev.upkeep.operations.doctor.Doctor;
import dev.upkeep.operations.drill.Drilling;
import dev.upkeep.operations.inplace.InPlace;
import dev.upkeep.operations.keeping.Keeping;
import dev.upkeep.operations.listing.Listing;
import dev.upkeep.operations.merge.TableMerges;
import dev.upkeep.operations.proof.Proofs;
import dev.upkeep.operations.restore.Replacements;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.retention.Pruning;
import dev.upkeep.operations.tables.TableRestores;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Runs;
import dev.upkeep.run.TakenUp;
import java.util.List;
import java.util.Optional;

/// What the verbs work with: the configured apps and the operations on them, joined elsewhere. Made for one command.
public interface Workbench extends AutoCloseable {
    List<App> apps();

    /// @param name empty for the only one
    App app(Optional<String> name);

    /// Account and face, for the log: `jane@web1 by command`.
    String who();

    /// Takes up the runs that dead processes left behind, and tries stuck ones again.
    ///
    /// @param app whose stuck runs are tried again; empty for those of all
    List<TakenUp> takeUp(Optional<String> app);

    Doctor doctor();

    /// @param newStore whether a store may be made although the app had one
    Backup.Taken backup(App app, String note, boolean hold, boolean newStore);

    Proofs proofs(App app);

    Drilling drilling(App app);

    Changes changes(App app);

    Restores restores(App app);

    TableRestores tables(App app);

    TableMerges merges(App app);

    Replacements replacements(App app);

    InPlace inPlace(App app);

    Listing listing(App app);

    Pruning pruning(App app);

    Keeping keeping(App app);

    Runs runs();

    /// A person has looked at a stuck run; what it held is free.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException NOT_FOUND, or REFUSED when it is not stuck
    void settle(RunId run, String note);

    @Override
    void close();
}
