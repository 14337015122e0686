package dev.upkeep.operations.doctor;

import dev.upkeep.app.App;
import dev.upkeep.app.DatabaseSettings;
import dev.upkeep.drivers.database.Examination;
import dev.upkeep.drivers.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Examines everything that backup, proof and restore of an app will need.
public final class Doctor {
    private final Function<App, Examination> databases;
    private final Function<App, Store> stores;
    private final TrialServers trials;
    private final Predicate<String> wasBackedUp;
    private final Function<DatabaseSettings, List<Finding>> state;

    /// @param stores opens an app's store; makes nothing
    /// @param wasBackedUp whether the journal knows a backup of that app: then its store must be there
    /// @param state looks at Upkeep's own state, given the database that it must be apart from
    public Doctor(
            Function<App, Examination> databases,
            Function<App, Store> stores,
            TrialServers trials,
            Predicate<String> wasBackedUp,
            Function<DatabaseSettings, List<Finding>> state) {
        this.databases = databases;
        this.stores = stores;
        this.trials = trials;
        this.wasBackedUp = wasBackedUp;
        this.state = state;
    }

    /// What was found, worst first.
    public List<Finding> examine(App app) {
        var found = new ArrayList<Finding>();
        var database = new DatabaseExaminer(databases.apply(app), trials);
        found.addAll(trials.sweep());
        found.addAll(state.apply(app.database()));
        found.addAll(new SecretsExaminer().examine(app.database()));
        found.addAll(database.examine());
        var files = new FilesExaminer(app);
        found.addAll(files.examine());
        var store = new StoreExaminer(app, stores, wasBackedUp.test(app.name()));
        found.addAll(store.examine(database.bytes() + files.bytes()));
        return found.stream().sorted(Comparator.comparingInt(Finding::rank)).toList();
    }
}
