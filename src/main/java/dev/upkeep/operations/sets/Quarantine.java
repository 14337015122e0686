package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Move;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.Proof.Check;
import dev.upkeep.operations.sets.Proof.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sets damaged objects aside, so that the next backup writes them anew, and withdraws the proof of every set
/// of every app that needs one.
public final class Quarantine {
    private final Store store;
    private final SetCatalogue catalogue;
    private final ListReader lists;

    public Quarantine(Store store) {
        this.store = store;
        this.catalogue = new SetCatalogue(store);
        this.lists = new ListReader(store);
    }

    /// @param damaged objects that were read and found damaged, or missing
    /// @param like says when, by whom and in which run; its verdict and checks are not used
    /// @return the sets that need one of them, as `app/set`
    public List<String> setAside(Set<ObjectRef> damaged, String how, Proof like) {
        var hashes = new TreeSet<String>();
        damaged.forEach(object -> hashes.add(object.sha256()));
        var affected = withdraw(hashes, how, like);
        for (var hash : hashes) {
            setAside(hash, how, like.at());
        }
        return affected;
    }

    private void setAside(String hash, String how, Instant at) {
        if (store.find(ObjectRef.nameOf(hash)).isEmpty()) {
            return;
        }
        store.put("quarantine/" + hash + ".json", Json.write(new Reason(Manifest.FORMAT, at, how)));
        store.publish(List.of(new Move(ObjectRef.nameOf(hash), "quarantine/" + hash + ".zst")));
    }

    private List<String> withdraw(Set<String> hashes, String how, Proof like) {
        var affected = new ArrayList<String>();
        for (var app : catalogue.apps()) {
            for (var set : catalogue.sets(app)) {
                if (set instanceof Known known && needs(known, hashes)) {
                    catalogue.record(app, broken(known.manifest().set(), how, like));
                    affected.add(app + "/" + set.name());
                }
            }
        }
        return affected;
    }

    private static Proof broken(SetId set, String how, Proof like) {
        return new Proof(
                Manifest.FORMAT,
                set,
                like.at(),
                Verdict.BROKEN,
                ProofLevel.L0,
                like.asked(),
                List.of(new Check("objects", Verdict.BROKEN, how)),
                like.run(),
                like.who(),
                like.upkeep(),
                like.seconds());
    }

    /// A set whose lists cannot be read needs whatever made them so.
    private boolean needs(Known set, Set<String> hashes) {
        var needs = new AtomicBoolean();
        try {
            lists.objects(set.manifest(), object -> {
                if (hashes.contains(object.sha256())) {
                    needs.set(true);
                }
            });
        } catch (UpkeepException unreadable) {
            var manifest = set.manifest();
            return needs.get()
                    || hashes.contains(manifest.databaseList().sha256())
                    || hashes.contains(manifest.filesList().sha256());
        }
        return needs.get();
    }

    private record Reason(int format, Instant at, String how) {}
}
