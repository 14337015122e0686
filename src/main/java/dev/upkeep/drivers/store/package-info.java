/// Where backups are kept: [Store] is a small tree of named, immutable-by-convention contents. Knows nothing of
/// sets,
/// manifests or compression. Makes live in sub-packages. Start reading at [Store].
@NullMarked
package dev.upkeep.drivers.store;

import org.jspecify.annotations.NullMarked;
