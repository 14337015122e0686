package dev.upkeep.drivers.store;

import dev.upkeep.testkit.MemoryStore;
import java.time.InstantSource;

final class MemoryStoreTest extends StoreContract {
    @Override
    protected Store emptyStore() {
        return new MemoryStore(InstantSource.system());
    }
}
