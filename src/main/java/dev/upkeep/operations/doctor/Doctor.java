package dev.upkeep.operations.doctor;

import dev.upkeep.app.App;
import dev.upkeep.drivers.database.Examination;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Examines everything that backup, proof and restore of an app will need.
public final class Doctor {
    private final Function<App, Examination> databases;
    private final Function<App, Store> stores;
    private final PrivateServers privateServers;

    /// @param stores opens an app's store; makes nothing
    public Doctor(Function<App, Examination> databases, Function<App, Store> stores, PrivateServers privateServers) {
        this.databases = databases;
        this.stores = stores;
        this.privateServers = privateServers;
    }

    /// What was found, worst first.
    public List<Finding> examine(App app) {
        var found = new ArrayList<Finding>();
        var database = new DatabaseExaminer(databases.apply(app), privateServers);
        found.addAll(new SecretsExaminer().examine(app.database()));
        found.addAll(database.examine());
        var files = new FilesExaminer(app);
        found.addAll(files.examine());
        found.addAll(new StoreExaminer(app, stores).examine(database.bytes() + files.bytes()));
        return found.stream().sorted(Comparator.comparingInt(Finding::rank)).toList();
    }
}
