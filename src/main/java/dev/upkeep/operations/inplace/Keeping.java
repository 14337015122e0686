package dev.upkeep.operations.inplace;

import dev.upkeep.drivers.files.Aside;
import dev.upkeep.drivers.files.LiveTree;
import dev.upkeep.drivers.files.Replacing;
import dev.upkeep.run.RunId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes down what a run is going to do, and keeps what it is going to replace; changes nothing else.
final class Keeping implements Survey.Taker {
    private record Open(Place place, LiveTree tree, Aside aside, Replacing replacing, RunList list) {
        static Open of(Place place, RunId run) {
            Places.makeFolder(place);
            var tree = LiveTree.at(place.path());
            var aside = Aside.make(tree, run.value(), place.group());
            return new Open(place, tree, aside, new Replacing(tree, aside), RunList.make(aside.list()));
        }

        void close() {
            list.close();
            replacing.close();
            aside.close();
            tree.close();
        }
    }

    private final RunId run;
    private final Counts.Tally tally = new Counts.Tally();
    private final Space space = new Space();
    private @Nullable Open open;

    Keeping(RunId run) {
        this.run = run;
    }

    Counts counts() {
        return tally.counts();
    }

    Space space() {
        return space;
    }

    @Override
    public Optional<LiveTree> begin(Place place) {
        finish();
        open = Open.of(place, run);
        return Optional.of(open.tree());
    }

    @Override
    public boolean take(Decision decision) {
        if (open == null) {
            throw new IllegalStateException("no place for " + decision);
        }
        if (decision.what() == What.REPLACED
                && !open.replacing().keep(decision.was().orElseThrow())) {
            return false;
        }
        if (decision.changesSomething()) {
            open.list().add(decision);
        }
        if (decision.what() != What.MENDED && decision.changesSomething()) {
            space.add(open.place(), decision.item().bytes());
        }
        tally.add(decision);
        return true;
    }

    /// What was kept and written down is on disk when this returns.
    void finish() {
        if (open != null) {
            open.list().force();
            open.aside().force();
            close();
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
