package dev.upkeep.operations.inplace;

import dev.upkeep.drivers.files.LiveTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Decides about everything that is chosen of a set, and tells it in order.
final class Survey implements ChosenFiles.Reader, AutoCloseable {
    private static final int TRIES = 3;

    /// Takes the decisions.
    interface Taker extends AutoCloseable {
        /// What follows is about this place.
        ///
        /// @return its tree, which the taker closes; empty when it is not there
        Optional<LiveTree> begin(Place place);

        /// @return false when what is there is not what was seen any more: then it is decided anew
        boolean take(Decision decision);

        /// Leaves the last place.
        @Override
        void close();
    }

    private final Map<String, Place> places;
    private final Rule rule;
    private final Taker taker;
    private final Runnable checkpoint;
    private Optional<LiveTree> tree = Optional.empty();

    /// @param checkpoint called for each name and while content is read, may throw
    Survey(List<Place> places, Rule rule, Taker taker, Runnable checkpoint) {
        this.places = places.stream().collect(Collectors.toMap(Place::group, Function.identity()));
        this.rule = rule;
        this.taker = taker;
        this.checkpoint = checkpoint;
    }

    @Override
    public void group(String name) {
        var place = places.get(name);
        if (place == null) {
            throw new IllegalStateException("no place for " + name);
        }
        tree = taker.begin(place);
    }

    @Override
    public void above(Item folder) {
        if (decide(folder).what() == What.COMES_BACK) {
            item(folder);
        }
    }

    @Override
    public void item(Item item) {
        checkpoint.run();
        for (var tried = 0; tried < TRIES; tried++) {
            if (taker.take(decide(item))) {
                return;
            }
        }
        taker.take(new Decision(What.REFUSED, item, Optional.empty(), "changes again and again"));
    }

    private Decision decide(Item item) {
        return tree.map(there -> rule.decide(there, item, checkpoint))
                .orElseGet(() -> new Decision(What.COMES_BACK, item, Optional.empty()));
    }

    @Override
    public void close() {
        taker.close();
    }
}
