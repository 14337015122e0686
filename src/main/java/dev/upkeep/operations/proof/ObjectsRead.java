package dev.upkeep.operations.proof;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.run.RunContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// L1: reads every object of a set again and compares it with its hash, several at once.
final class ObjectsRead {
    private static final String CHECK = "every object";
    private static final int NAMED = 5;

    private final Store store;
    private final ObjectReader objects;
    private final int workers;

    ObjectsRead(Store store, int workers) {
        this.store = store;
        this.objects = new ObjectReader(store);
        this.workers = workers;
    }

    ProofState look(ProofState state, Manifest manifest, RunContext context) {
        var wanted = new LinkedHashSet<ObjectRef>();
        try {
            new ListReader(store).objects(manifest, wanted::add);
        } catch (UpkeepException unreadable) {
            return listsUnreadable(state, manifest, unreadable);
        }
        var damaged = examine(wanted, context);
        if (damaged.isEmpty()) {
            var bytes = wanted.stream().mapToLong(ObjectRef::plainLength).sum();
            var detail = "%d objects, %d plain bytes, every hash as recorded".formatted(wanted.size(), bytes);
            return state.with(ProofLevel.L1, ProofState.held(CHECK, detail));
        }
        var named = damaged.entrySet().stream()
                .limit(NAMED)
                .map(each -> named(each.getKey(), each.getValue()))
                .toList();
        var detail = "%d of %d objects: %s".formatted(damaged.size(), wanted.size(), String.join("; ", named));
        return state.with(ProofLevel.L1, ProofState.broken(CHECK, detail + usedBy(manifest, damaged.keySet())))
                .withDamaged(wanted.stream()
                        .filter(object -> damaged.containsKey(object.sha256()))
                        .toList());
    }

    private static String named(String hash, String how) {
        return how.contains(hash) ? how : "object %s: %s".formatted(hash, how);
    }

    private ProofState listsUnreadable(ProofState state, Manifest manifest, UpkeepException why) {
        if (why.problem().kind() != Kind.DAMAGED) {
            throw why;
        }
        var lists = List.of(manifest.databaseList(), manifest.filesList());
        return state.with(ProofLevel.L1, ProofState.broken(CHECK, why.problem().message()))
                .withDamaged(lists.stream()
                        .filter(list -> !objects.examine(list).isGood())
                        .toList());
    }

    private Map<String, String> examine(Set<ObjectRef> wanted, RunContext context) {
        var damaged = new ConcurrentSkipListMap<String, String>();
        var total = wanted.stream().mapToLong(ObjectRef::plainLength).sum();
        var done = new AtomicLong();
        Crew.work(workers, wanted, object -> {
            context.checkpoint();
            var found = objects.examine(object);
            if (!found.isGood()) {
                damaged.put(object.sha256(), found.inWords());
            }
            context.progress("read again", done.addAndGet(object.plainLength()), total, RunContext.Unit.BYTES);
        });
        return new TreeMap<>(damaged);
    }

    /// What the damage means to the operator: which tables and files are in the damaged objects.
    private String usedBy(Manifest manifest, Set<String> damaged) {
        var users = new DamageUse(store).users(manifest, damaged);
        return users.isEmpty()
                ? ""
                : "; they hold " + String.join(", ", users.subList(0, Math.min(NAMED, users.size())));
    }
}
