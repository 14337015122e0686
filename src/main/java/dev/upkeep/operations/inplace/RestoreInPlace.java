package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.Aside;
import dev.upkeep.drivers.files.LiveTree;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.restore.Selection;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.ArrayList;
import java.util.List;

/// `restore APP SET --files … --in-place`: writes down what is going to be done and keeps what is going to be replaced,
/// all of it before the first file is put in its place. Until everything is in its place a failure or a crash takes all
/// back; for that the store is not needed.
final class RestoreInPlace implements Procedure<InPlaceState> {
    static final String VERB = "restore-in-place";

    private final ReadingRoom room;

    RestoreInPlace(ReadingRoom room) {
        this.room = room;
    }

    @Override
    public String verb() {
        return VERB;
    }

    @Override
    public List<Step<InPlaceState>> steps() {
        return List.of(new KeepWhatIsReplaced(), new PutFiles(), new ClearAway());
    }

    @Override
    public String write(InPlaceState state) {
        return StateJson.write(state);
    }

    @Override
    public InPlaceState read(String json) {
        return StateJson.read(json, InPlaceState.class);
    }

    private Manifest manifest(InPlaceState state) {
        return room.set(state.app(), state.set()).manifest();
    }

    private void takeBack(InPlaceState state, RunContext context) {
        var taking = new TakeBack(context.run().value(), context::checkpoint);
        state.places().reversed().forEach(taking::takeBack);
        taking.left()
                .examples()
                .forEach(name -> context.note("%s was changed meanwhile and stays as it is".formatted(name)));
        if (taking.left().count() > 0) {
            context.note("%d were changed meanwhile; what was kept of them stays in %s"
                    .formatted(taking.left().count(), Aside.nameOf(context.run().value())));
        }
    }

    private final class KeepWhatIsReplaced implements Step<InPlaceState> {
        @Override
        public String name() {
            return "look, and keep what is replaced";
        }

        @Override
        public InPlaceState perform(InPlaceState state, RunContext context) {
            return room.with(state.app(), context, scratch -> keep(state, context));
        }

        private InPlaceState keep(InPlaceState state, RunContext context) {
            var manifest = manifest(state);
            var chosen = new ChosenFiles(new ListReader(room.store()), manifest, new Selection(state.paths()));
            var keeping = new Keeping(context.run());
            var rule = new Rule(state.overNewer(), manifest.taken());
            try (var survey = new Survey(state.places(), rule, keeping, context::checkpoint)) {
                chosen.read(survey);
                keeping.finish();
            }
            keeping.space().requireEnough();
            var counts = keeping.counts();
            counts.refused().examples().forEach(why -> context.note("refused: " + why));
            chosen.missing().forEach(context::note);
            return state.with(counts, chosen.missing());
        }

        @Override
        public void undo(InPlaceState state, RunContext context) {
            try {
                takeBack(state, context);
            } finally {
                room.clean(context);
            }
        }
    }

    private final class PutFiles implements Step<InPlaceState> {
        @Override
        public String name() {
            return "put the files in their place";
        }

        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public InPlaceState perform(InPlaceState state, RunContext context) {
            return room.with(state.app(), context, scratch -> put(state, context));
        }

        private InPlaceState put(InPlaceState state, RunContext context) {
            var rule = new Rule(state.overNewer(), manifest(state).taken());
            var tally = new Counts.Tally();
            var remarks = new ArrayList<String>();
            for (var place : state.places()) {
                try (var tree = LiveTree.at(place.path());
                        var aside = required(tree, place, context);
                        var putting = new Putting(
                                tree, aside, new ObjectReader(room.store()), rule, tally, context::checkpoint)) {
                    RunList.read(aside.list(), decision -> {
                        putting.carryOut(decision);
                        tell(state, tally, context);
                    });
                    putting.finish().forEach(remark -> remarks.add(place.group() + ": " + remark));
                }
            }
            remarks.forEach(context::note);
            return state.with(state.counts().afterwards(tally.counts()), remarks);
        }

        private static void tell(InPlaceState state, Counts.Tally tally, RunContext context) {
            var done = tally.counts();
            context.progress(
                    "files",
                    done.changes() + done.newer().count() + done.refused().count(),
                    state.counts().changes(),
                    RunContext.Unit.FILES);
        }

        private static Aside required(LiveTree tree, Place place, RunContext context) {
            return Aside.find(tree, context.run().value(), place.group())
                    .orElseThrow(() -> new UpkeepException(
                            Kind.FAILED,
                            "%s is not in %s any more"
                                    .formatted(Aside.nameOf(context.run().value()), place.folder()),
                            "Somebody moved or removed it; look, then restore again."));
        }

        @Override
        public void undo(InPlaceState state, RunContext context) {
            try {
                takeBack(state, context);
            } finally {
                room.clean(context);
            }
        }
    }

    /// From here on everything is in its place; what was kept stays.
    private static final class ClearAway implements Step<InPlaceState> {
        @Override
        public String name() {
            return "clear away what is not needed";
        }

        @Override
        public InPlaceState perform(InPlaceState state, RunContext context) {
            state.places().forEach(place -> clear(place, context.run().value()));
            return state;
        }

        private static void clear(Place place, String run) {
            try (var tree = LiveTree.at(place.path())) {
                var nothingDone = Aside.find(tree, run, place.group())
                        .filter(aside -> {
                            try (aside) {
                                aside.clear();
                                return RunList.isEmpty(aside.list());
                            }
                        })
                        .isPresent();
                if (nothingDone) {
                    Aside.remove(tree, run, place.group());
                }
            }
        }

        @Override
        public void undo(InPlaceState state, RunContext context) {
            // It is past the point of no return.
        }
    }
}
