package dev.upkeep.operations.retention;

import dev.upkeep.app.RetentionSettings;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ListedSet.Unreadable;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.StoreLock;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.operations.sets.Sweeper;
import dev.upkeep.operations.sets.Trash;
import dev.upkeep.operations.sets.Trash.Condemned;
import dev.upkeep.run.RunContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Removes sets in two phases. Refuses altogether when a manifest cannot be read or the clock cannot be right.
/// Each phase locks the store for itself and may be repeated.
public final class Prune {
    private final Store store;
    private final StoreLocks locks;
    private final RetentionSettings rules;
    private final ZoneId zone;
    private final InstantSource clock;
    private final SetCatalogue catalogue;
    private final Trash trash;
    private final Sweeper sweeper;

    public Prune(Store store, StoreLocks locks, RetentionSettings rules, ZoneId zone, InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.rules = rules;
        this.zone = zone;
        this.clock = clock;
        this.catalogue = new SetCatalogue(store);
        this.trash = new Trash(store);
        this.sweeper = new Sweeper(store);
    }

    /// What would happen, for `--plan` and for the list of sets; changes nothing.
    ///
    /// @throws UpkeepException REFUSED when a manifest cannot be read
    public List<Verdict> plan(String app) {
        return decide(readable(app));
    }

    private List<Verdict> decide(List<Known> sets) {
        var level = ProofLevel.valueOf(rules.level());
        return new Retention(rules, zone)
                .decide(sets.stream().map(set -> Candidate.of(set, level)).toList());
    }

    private List<Known> readable(String app) {
        return catalogue.sets(app).stream().map(Prune::readable).toList();
    }

    private static Known readable(ListedSet set) {
        return switch (set) {
            case Known known -> known;
            case Unreadable(var name, var why) ->
                throw new UpkeepException(
                        Kind.REFUSED,
                        "nothing is pruned, because set " + name + " cannot be read: " + why.message(),
                        "Look at the store's disk. A set that is lost for good can be moved out of sets/ by hand.");
        };
    }

    PruneState condemn(PruneState state, RunContext context) {
        try (var lock = lock(state, context)) {
            var known = readable(state.app());
            requireRightClock(lock, known);
            var verdicts = decide(known);
            var condemned = new ArrayList<String>();
            for (var verdict : verdicts) {
                if (!verdict.keep()) {
                    context.checkpoint();
                    lock.requireHeld();
                    trash.condemn(state.app(), verdict.id(), condemned(verdict, context));
                    condemned.add(verdict.id());
                    context.note("removed " + verdict.id() + ": " + verdict.why());
                }
            }
            return new PruneState(state.app(), verdicts, condemned, List.of(), 0);
        }
    }

    private Condemned condemned(Verdict verdict, RunContext context) {
        return new Condemned(Manifest.FORMAT, clock.instant(), context.run().value(), verdict.why());
    }

    void takeBack(PruneState state, RunContext context) {
        try {
            trash.takeBack(state.app(), context.run().value());
        } finally {
            locks.release(LockKind.PRUNE, context.run());
        }
    }

    PruneState delete(PruneState state, RunContext context) {
        try (var lock = lock(state, context)) {
            requireRightClock(lock, readable(state.app()));
            trash.tidy();
            var deleted = new ArrayList<String>();
            for (var each : trash.list()) {
                if (each.condemned().at().plus(rules.grace()).isBefore(clock.instant())) {
                    context.checkpoint();
                    lock.keep();
                    trash.delete(each.app(), each.set());
                    deleted.add(each.app() + "/" + each.set());
                    context.note("deleted " + each.app() + "/" + each.set() + " for good");
                }
            }
            var needed = sweeper.needed(lock, context);
            var freed = sweeper.sweep(needed, lock.storeTime().minus(rules.grace()), lock, context);
            return new PruneState(state.app(), state.verdicts(), state.condemned(), deleted, freed);
        }
    }

    private StoreLock lock(PruneState state, RunContext context) {
        return locks.take(LockKind.PRUNE, context.run(), state.app(), context::note);
    }

    private void requireRightClock(StoreLock lock, List<Known> sets) {
        new ClockGuard(clock.instant(), lock.storeTime(), newest(sets)).check();
    }

    private Instant newest(List<Known> sets) {
        var newest = sets.stream()
                .map(set -> later(set.taken(), set.manifest().finished()))
                .reduce(Instant.MIN, Prune::later);
        try (var entries = store.list("sets/")) {
            newest = later(newest, entries.map(Entry::modified).reduce(Instant.MIN, Prune::later));
        }
        return newest.equals(Instant.MIN) ? clock.instant() : newest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
