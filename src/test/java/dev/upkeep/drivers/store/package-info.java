/// What every store must hold to: [StoreContract], passed by each make and by the fake.
@NullMarked
package dev.upkeep.drivers.store;

import org.jspecify.annotations.NullMarked;
