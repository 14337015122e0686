package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import dev.upkeep.drivers.store.Store.Move;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Removed sets until their grace time is over: not listed any more, but nothing of them is lost. Every method
/// may be repeated, and looks at the store.
public final class Trash {
    private static final String FOLDER = "trash/";

    private final Store store;
    private final SetCatalogue catalogue;

    public Trash(Store store) {
        this.store = store;
        this.catalogue = new SetCatalogue(store);
    }

    /// Says why first, and moves the manifest then.
    public void condemn(String app, String set, Condemned condemned) {
        store.put(reasonName(app, set), Json.write(condemned));
        store.publish(List.of(new Move(SetCatalogue.manifestName(app, set), manifestName(app, set))));
    }

    /// Whether the set is not in the trash but among the sets.
    public boolean isListed(String app, String set) {
        return store.find(SetCatalogue.manifestName(app, set)).isPresent();
    }

    /// Lists the set again.
    ///
    /// @throws UpkeepException NOT_FOUND when it is not in the trash
    public void undelete(String app, String set) {
        if (!holds(app, set)) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "set " + set + " of " + app + " is not in the trash of " + store.address(),
                    "It may be deleted for good already. See which sets there are: upkeep backups " + app);
        }
        restore(app, set);
    }

    private void restore(String app, String set) {
        store.publish(List.of(new Move(manifestName(app, set), SetCatalogue.manifestName(app, set))));
        store.delete(reasonName(app, set));
    }

    /// Lists again what a run removed, also what it had only said a reason for.
    public void takeBack(String app, String run) {
        for (var each : reasons()) {
            if (each.app().equals(app) && each.condemned().run().equals(run)) {
                restore(app, each.set());
            }
        }
    }

    /// Deletes for good: first the manifest, so that nothing half deleted can come back, and last the reason, by which
    /// [#tidy] finds what was not finished; its objects are swept later.
    public void delete(String app, String set) {
        store.delete(manifestName(app, set));
        store.deleteTree(SetCatalogue.folder(app, set));
        store.delete(reasonName(app, set));
    }

    /// Finishes what somebody who was killed began: half deleted sets go, and reasons of sets that are listed. Only
    /// while the store is locked for prune.
    public void tidy() {
        for (var each : reasons()) {
            if (holds(each.app(), each.set())) {
                continue;
            }
            if (store.find(SetCatalogue.manifestName(each.app(), each.set())).isPresent()) {
                store.delete(reasonName(each.app(), each.set()));
            } else {
                delete(each.app(), each.set());
            }
        }
    }

    boolean holds(String app, String set) {
        return store.find(manifestName(app, set)).isPresent();
    }

    /// Every removed set of every app whose manifest is still there.
    public List<Removed> list() {
        return named("/manifest.json");
    }

    private List<Removed> reasons() {
        return named("/condemned.json");
    }

    private List<Removed> named(String end) {
        try (var entries = store.list(FOLDER)) {
            return entries.map(Entry::name)
                    .filter(name -> name.endsWith(end))
                    .sorted()
                    .map(name -> name.split("/", -1))
                    .filter(parts -> parts.length == 4)
                    .map(parts -> new Removed(parts[1], parts[2], condemned(parts[1], parts[2])))
                    .toList();
        }
    }

    /// @throws UpkeepException DAMAGED
    public Manifest manifest(Removed removed) {
        return catalogue.manifest(removed.app(), removed.set(), manifestName(removed.app(), removed.set()));
    }

    private Condemned condemned(String app, String set) {
        var name = reasonName(app, set);
        try (var in = store.open(name)) {
            return Json.read(in.readAllBytes(), Condemned.class, name);
        } catch (IOException cause) {
            throw Json.damaged(name, String.valueOf(cause.getMessage()), cause);
        }
    }

    private static String manifestName(String app, String set) {
        return FOLDER + app + "/" + set + "/manifest.json";
    }

    private static String reasonName(String app, String set) {
        return FOLDER + app + "/" + set + "/condemned.json";
    }

    /// @param at by Upkeep's clock
    public record Condemned(int format, Instant at, String run, String why) {}

    public record Removed(String app, String set, Condemned condemned) {}
}
