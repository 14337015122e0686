package dev.upkeep.operations.inplace;

import dev.upkeep.drivers.files.Aside;
import dev.upkeep.drivers.files.LiveTree;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.restore.Selection;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunId;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts files of one app's sets back where they live. A backup of the app at the same time is refused, and the other
/// way round.
///
/// @param trees and `excludes` as in upkeep.yml
public record InPlace(String app, Map<String, Path> trees, List<String> excludes, ReadingRoom room, Runner runner) {
    /// @param remarks what is not as it was recorded, one sentence each
    /// @param kept folders that hold what was replaced, and what `--back` needs; none when nothing was changed
    public record Done(
            String set, String run, Outcome outcome, Counts counts, List<String> remarks, List<String> kept) {}

    /// @param of the run that was taken back
    /// @param back what is as it was before that run; `left` was changed since and stays
    /// @param kept folders that still hold something
    public record WentBack(String of, String run, Outcome outcome, Count back, Count left, List<String> kept) {}

    /// What to restore.
    ///
    /// @param prefix of the set's id; empty for the newest
    /// @param paths each `GROUP` or `GROUP/PATH`; empty for all files
    /// @param overNewer whether what is newer here is replaced too
    public record Order(String prefix, List<String> paths, boolean overNewer) {
        public Order {
            paths = List.copyOf(paths);
        }

        public Order of(String set) {
            return new Order(set, paths, overNewer);
        }
    }

    /// Reads what is there; changes nothing.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException NOT_FOUND, DAMAGED, or why a group has no place
    public InPlacePlan plan(Order order) {
        var set = Restores.whole(room, app, order.prefix()).manifest();
        var lists = new ListReader(room.store());
        var chosen = new ChosenFiles(lists, set, new Selection(order.paths()));
        var places = Places.find(trees, chosen.groups());
        var looking = new Looking();
        try (var survey = new Survey(places, new Rule(order.overNewer(), set.taken()), looking, () -> {})) {
            chosen.read(survey);
        }
        places.forEach(place -> countNotInSet(place, set, order, chosen, looking));
        var counts = looking.tally.counts();
        return new InPlacePlan(
                set,
                places,
                counts,
                counts.comesBack().bytes() + counts.replaced().bytes(),
                looking.space.shortages(),
                chosen.missing());
    }

    private void countNotInSet(Place place, Manifest set, Order order, ChosenFiles chosen, Looking looking) {
        var isOneFile =
                chosen.groups().getOrDefault(place.group(), Optional.empty()).isPresent();
        if (!isOneFile && Files.isDirectory(place.path())) {
            try (var lines = new ListReader(room.store()).openFiles(set)) {
                NotInSet.count(place, excludes, lines, new Selection(order.paths()), looking.tally);
            }
        }
    }

    /// @throws dev.upkeep.base.problem.UpkeepException NOT_FOUND, DAMAGED, CLASH, or why a group has no place, before
    ///     anything is begun
    public Done perform(Order order, String who) {
        var set = Restores.whole(room, app, order.prefix());
        var chosen = new ChosenFiles(new ListReader(room.store()), set.manifest(), new Selection(order.paths()));
        var places = Places.find(trees, chosen.groups());
        var ended = runner.run(
                new RestoreInPlace(room),
                run -> InPlaceState.of(app, set.name(), order.paths(), order.overNewer(), places),
                request(who));
        var state = ended.state();
        return new Done(
                set.name(),
                ended.run().value(),
                ended.outcome(),
                state.counts(),
                state.remarks(),
                kept(places, ended.run().value()));
    }

    /// Takes back what a restore in place did, as far as nobody changed it since.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException CLASH before anything is begun
    public WentBack back(RunId of, String who) {
        var places = Places.existing(trees);
        var ended = runner.run(new GoBack(), run -> GoBack.State.of(app, of.value(), places), request(who));
        var state = ended.state();
        return new WentBack(
                of.value(), ended.run().value(), ended.outcome(), state.back(), state.left(), kept(places, of.value()));
    }

    private RunRequest request(String who) {
        return RunRequest.of(app, who, new Claim("app", app, true));
    }

    private static List<String> kept(List<Place> places, String run) {
        return places.stream()
                .filter(place -> TakeBack.isThere(place, run))
                .map(place -> place.path().resolve(Aside.nameOf(run)).toString())
                .distinct()
                .toList();
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(new RestoreInPlace(room), new GoBack());
    }

    /// Only counts.
    private static final class Looking implements Survey.Taker {
        private final Counts.Tally tally = new Counts.Tally();
        private final Space space = new Space();
        private Optional<LiveTree> tree = Optional.empty();
        private Optional<Place> place = Optional.empty();

        @Override
        public Optional<LiveTree> begin(Place begun) {
            close();
            place = Optional.of(begun);
            tree = Files.isDirectory(begun.path()) ? Optional.of(LiveTree.at(begun.path())) : Optional.empty();
            return tree;
        }

        @Override
        public boolean take(Decision decision) {
            tally.add(decision);
            if (decision.what() == What.COMES_BACK || decision.what() == What.REPLACED) {
                place.ifPresent(here -> space.add(here, decision.item().bytes()));
            }
            return true;
        }

        @Override
        public void close() {
            tree.ifPresent(LiveTree::close);
            tree = Optional.empty();
        }
    }
}
