package dev.upkeep;

import dev.upkeep.app.App;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.directory.DirectoryStore;

/// The makes of stores, chosen by `backup.store`. The only place that names them.
final class Stores {
    private Stores() {}

    /// A store that must be there: a folder that is gone is an unmounted disk.
    static Store existing(App app) {
        return DirectoryStore.open(app.backup().store().folder());
    }

    /// For the first backup, which makes the store's folder.
    static Store existingOrNew(App app) {
        return DirectoryStore.make(app.backup().store().folder());
    }
}
