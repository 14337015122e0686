package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ListedSet.Unreadable;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunContext.Unit;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;

/// Deletes what no set needs: objects, and what dead backups left in staging and beside the sets. Only while the store
/// is locked
/// for prune.
public final class Sweeper {
    private final Store store;
    private final SetCatalogue catalogue;
    private final ListReader lists;
    private final Trash trash;

    public Sweeper(Store store) {
        this.store = store;
        this.catalogue = new SetCatalogue(store);
        this.lists = new ListReader(store);
        this.trash = new Trash(store);
    }

    /// Every object that a listed set, or one in the trash, of any app needs.
    ///
    /// @throws UpkeepException DAMAGED or REFUSED when one manifest or list cannot be read: then nothing may be
    ///     deleted
    public ObjectTable needed(StoreLock lock, RunContext context) {
        var needed = new ObjectTable();
        for (var app : catalogue.apps()) {
            for (var set : catalogue.sets(app)) {
                context.checkpoint();
                lock.keep();
                switch (set) {
                    case Known known -> add(known.manifest(), needed);
                    case Unreadable(var ignored, var why) -> throw new UpkeepException(why);
                }
            }
        }
        for (var removed : trash.list()) {
            context.checkpoint();
            lock.keep();
            add(trash.manifest(removed), needed);
        }
        return needed;
    }

    private void add(Manifest manifest, ObjectTable needed) {
        lists.objects(manifest, object -> needed.put(object.sha256(), object.storedLength()));
    }

    /// @param before what was written since then, by the store's clock, stays
    /// @return freed bytes
    public long sweep(ObjectTable needed, Instant before, StoreLock lock, RunContext context) {
        var freed = 0L;
        var looked = 0L;
        try (var entries = store.list("objects/")) {
            for (var each : (Iterable<Entry>) entries::iterator) {
                context.checkpoint();
                context.progress("look at objects", ++looked, -1, Unit.OBJECTS);
                lock.keep();
                if (each.modified().isBefore(before) && !isNeeded(each.name(), needed)) {
                    store.delete(each.name());
                    freed += each.length();
                }
            }
        }
        return freed + sweepStaging(before) + sweepHalfSets(before);
    }

    private static boolean isNeeded(String name, ObjectTable needed) {
        var hash = name.replaceAll(".*/|\\.zst$", "");
        return ObjectRef.isHash(hash) && needed.contains(hash);
    }

    /// No backup runs while prune has the store, so what is in staging is of a dead one, or of one that sleeps;
    /// the latter finds its lock gone.
    private long sweepStaging(Instant before) {
        var bytes = new TreeMap<String, Long>();
        var young = new TreeSet<String>();
        try (var entries = store.list("staging/")) {
            for (var each : (Iterable<Entry>) entries::iterator) {
                var run = each.name().split("/", -1)[1];
                bytes.merge(run, each.length(), Long::sum);
                if (!each.modified().isBefore(before)) {
                    young.add(run);
                }
            }
        }
        bytes.keySet().removeAll(young);
        bytes.keySet().forEach(run -> store.deleteTree("staging/" + run));
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /// A folder without a manifest, here or in the trash, is no set: a backup died before it was one.
    private long sweepHalfSets(Instant before) {
        var bytes = new TreeMap<String, Long>();
        var stay = new TreeSet<String>();
        try (var entries = store.list("sets/")) {
            for (var each : (Iterable<Entry>) entries::iterator) {
                var parts = each.name().split("/", 4);
                if (parts.length < 4) {
                    continue;
                }
                var folder = SetCatalogue.folder(parts[1], parts[2]);
                bytes.merge(folder, each.length(), Long::sum);
                if (parts[3].equals("manifest.json") || !each.modified().isBefore(before)) {
                    stay.add(folder);
                }
            }
        }
        bytes.keySet().removeAll(stay);
        bytes.keySet().removeIf(this::isInTrash);
        bytes.keySet().forEach(store::deleteTree);
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean isInTrash(String folder) {
        var parts = folder.split("/", -1);
        return trash.holds(parts[1], parts[2]);
    }
}
