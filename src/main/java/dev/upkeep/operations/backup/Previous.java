package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectTable;
import dev.upkeep.operations.sets.SetCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the newest set before knows, so that unchanged data costs no bytes and unchanged files not even a reading.
/// A damaged one is no reason to fail: then all is read anew, which is also how it is healed.
final class Previous {
    private final Store store;
    private final Optional<Manifest> manifest;

    private Previous(Store store, Optional<Manifest> manifest) {
        this.store = store;
        this.manifest = manifest;
    }

    /// @param notes is told when the set before is of no use
    static Previous of(Store store, String app, Consumer<String> notes) {
        var newest = new SetCatalogue(store).newest(app).map(ListedSet.Known::manifest);
        return new Previous(store, newest.filter(manifest -> isReadable(store, manifest, notes)));
    }

    private static boolean isReadable(Store store, Manifest manifest, Consumer<String> notes) {
        try {
            new ListReader(store).objects(manifest, object -> {});
            return true;
        } catch (UpkeepException failed) {
            if (failed.problem().kind() != Kind.DAMAGED) {
                throw failed;
            }
            notes.accept("everything is read anew, because the set before can't be used: "
                    + failed.problem().message());
            return false;
        }
    }

    /// Its objects, which need not be read before they are used again.
    ObjectTable objects() {
        var known = new ObjectTable();
        manifest.ifPresent(it ->
                new ListReader(store).objects(it, object -> known.put(object.sha256(), object.storedLength())));
        return known;
    }

    /// Blocks per piece, by the table's SQL name.
    Map<String, Long> blocksPerPiece() {
        var blocks = new HashMap<String, Long>();
        manifest.ifPresent(it -> new ListReader(store).database(it, entry -> {
            if (entry instanceof DatabaseEntry.TableEntry table) {
                blocks.put(table.table().sqlName(), table.blocksPerPiece());
            }
        }));
        return blocks;
    }

    /// 0 when there is no set before.
    long fileCount() {
        return manifest.map(it -> it.totals().files()).orElse(0L);
    }

    PreviousFiles files() {
        return manifest.map(it -> PreviousFiles.of(
                        new ListReader(store).openFiles(it), it.set().begun()))
                .orElseGet(PreviousFiles::none);
    }
}
