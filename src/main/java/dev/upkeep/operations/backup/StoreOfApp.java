package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.run.RunSummary;
import dev.upkeep.run.Runs;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens the store that a backup goes to. Only the first backup may make it: when the journal knows an earlier one, a
/// store that is gone or empty is a disk that is not mounted, and a new store in its place would hide that.
public final class StoreOfApp {
    private final Runs runs;
    private final Supplier<Store> existing;
    private final Supplier<Store> existingOrNew;

    /// @param existing throws when there is no folder; @param existingOrNew makes one
    public StoreOfApp(Runs runs, Supplier<Store> existing, Supplier<Store> existingOrNew) {
        this.runs = runs;
        this.existing = existing;
        this.existingOrNew = existingOrNew;
    }

    /// @param app whose backup it is
    /// @param sharing every app with this store, this one too
    /// @param wantsNew the operator said that a new store is wanted
    /// @throws UpkeepException UNREACHABLE when the store that was there is not
    public Store open(String app, List<String> sharing, boolean wantsNew) {
        var before = sharing.stream().flatMap(each -> earlier(each).stream()).findFirst();
        if (wantsNew || before.isEmpty()) {
            return existingOrNew.get();
        }
        try {
            var store = existing.get();
            new StoreHome(store).open();
            return store;
        } catch (UpkeepException failure) {
            throw failure.problem().kind() == Kind.UNREACHABLE ? gone(app, before.get(), failure) : failure;
        }
    }

    private Optional<RunSummary> earlier(String app) {
        return runs.lastDone(app, BackupProcedure.VERB);
    }

    private static UpkeepException gone(String app, RunSummary before, UpkeepException cause) {
        return new UpkeepException(
                Kind.UNREACHABLE,
                "%s, although backup %s of %s was done"
                        .formatted(cause.problem().message(), before.id(), before.app()),
                "Mount its disk, or correct backup.store in upkeep.yml. Only if you really want a new, empty store:"
                        + " upkeep backup %s --new-store".formatted(app),
                cause);
    }
}
