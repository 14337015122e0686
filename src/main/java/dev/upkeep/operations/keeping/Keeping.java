package dev.upkeep.operations.keeping;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.sets.Hold;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.operations.sets.Trash;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Ended;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds sets of one app against prune, lets them go, and brings removed ones back while their grace time lasts.
public final class Keeping {
    private final String app;
    private final KeptStore kept;
    private final Runner runner;
    private final InstantSource clock;

    public Keeping(String app, KeptStore kept, Runner runner, InstantSource clock) {
        this.app = app;
        this.kept = kept;
        this.runner = runner;
        this.clock = clock;
    }

    /// @param set its whole id
    public record Done(String set, String run, Outcome outcome) {}

    /// @param prefix of the set's id, or `latest`
    /// @param why for people, or empty
    /// @throws UpkeepException NOT_FOUND, UNREACHABLE before anything is begun
    public Done hold(String prefix, String why, String who) {
        var set = find(prefix);
        return change(ChangeHold.HOLD, set, new Hold(Manifest.FORMAT, clock.instant(), who, why), who);
    }

    /// Prune may remove the set again when no rule needs it.
    ///
    /// @throws UpkeepException NOT_FOUND, UNREACHABLE; REFUSED when it is not held
    public Done unhold(String prefix, String who) {
        var set = find(prefix);
        if (!set.isHeld()) {
            throw new UpkeepException(
                    Kind.REFUSED, "set %s is not held".formatted(set.name()), "See them: upkeep backups " + app);
        }
        return change(ChangeHold.UNHOLD, set, null, who);
    }

    private ListedSet.Known find(String prefix) {
        new StoreHome(kept.store()).open();
        return new SetCatalogue(kept.store()).find(app, prefix);
    }

    private Done change(String verb, ListedSet.Known set, @Nullable Hold wanted, String who) {
        var before = set.held().stream().findFirst().orElse(null);
        var state = new HoldState(app, set.name(), before, wanted);
        return done(set.name(), runner.run(new ChangeHold(kept, verb), run -> state, request(set.name(), who)));
    }

    /// @param prefix of a removed set's id
    /// @throws UpkeepException NOT_FOUND when none or several in the trash fit
    public Done undelete(String prefix, String who) {
        new StoreHome(kept.store()).open();
        var trash = new Trash(kept.store())
                .list().stream().filter(each -> each.app().equals(app)).toList();
        var removed =
                trash.stream().filter(each -> each.set().startsWith(prefix)).toList();
        if (removed.size() != 1) {
            throw notOne(prefix, removed.size(), trash);
        }
        var found = removed.getFirst();
        var state = new UndeleteState(app, found.set(), found.condemned());
        return done(found.set(), runner.run(new Undelete(kept), run -> state, request(found.set(), who)));
    }

    private UpkeepException notOne(String prefix, int fitting, List<Trash.Removed> trash) {
        var there = trash.stream().map(Trash.Removed::set).collect(Collectors.joining(", "));
        return new UpkeepException(
                Kind.NOT_FOUND,
                "%s set of %s in the trash begins with \"%s\""
                        .formatted(fitting == 0 ? "no" : "more than one", app, prefix),
                there.isEmpty() ? "Its trash is empty." : "There are: " + there);
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(
                new ChangeHold(kept, ChangeHold.HOLD), new ChangeHold(kept, ChangeHold.UNHOLD), new Undelete(kept));
    }

    private RunRequest request(String set, String who) {
        return RunRequest.of(app, who, new Claim("keeping", app + "/" + set, true));
    }

    private static Done done(String set, Ended<?> ended) {
        return new Done(set, ended.run().value(), ended.outcome());
    }
}
