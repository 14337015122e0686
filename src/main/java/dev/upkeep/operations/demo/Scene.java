package dev.upkeep.operations.demo;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What one demo's chapters work on, and what they leave for the next ones. Used by one thread.
final class Scene {
    static final String WHO = "demo";

    final Narrator narrator;
    final VolunteerApplication application;
    private final Supplier<DemoServer> starting;
    private final Supplier<Verbs> opening;
    private Optional<DemoServer> server = Optional.empty();
    private Optional<Verbs> verbs = Optional.empty();

    /// @param starting starts the live server, once
    /// @param opening reads `upkeep.yml`, once it is there
    Scene(Narrator narrator, VolunteerApplication application, Supplier<DemoServer> starting, Supplier<Verbs> opening) {
        this.narrator = narrator;
        this.application = application;
        this.starting = starting;
        this.opening = opening;
    }

    DemoServer server() {
        if (server.isEmpty()) {
            server = Optional.of(starting.get());
        }
        return server.get();
    }

    Verbs verbs() {
        if (verbs.isEmpty()) {
            verbs = Optional.of(opening.get());
        }
        return verbs.get();
    }

    void closeVerbs() {
        verbs.ifPresent(Verbs::close);
        verbs = Optional.empty();
    }

    /// The sets as the store has them now, oldest first; none of them may be unreadable.
    List<Known> sets() {
        return new SetCatalogue(verbs().store())
                .sets(VolunteerApplication.NAME).stream()
                        .map(set -> {
                            if (set instanceof Known known) {
                                return known;
                            }
                            throw new UpkeepException(
                                    Kind.DAMAGED, "set " + set.name() + " in the demo's store can't be read", "");
                        })
                        .toList();
    }

    /// Whether every row of it was restored and compared, and nothing wrong was found since.
    static boolean isProven(Known set) {
        return set.proof().map(proof -> proof.level().reaches(ProofLevel.L5)).orElse(false);
    }

    Known newestSet() {
        return sets().getLast();
    }

    Known set(String name) {
        return sets().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UpkeepException(Kind.NOT_FOUND, "set " + name + " is not in the store", ""));
    }

    /// @throws UpkeepException when a run did not end well
    static void requireDone(String verb, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded ignored -> {}
            case Outcome.RolledBack(var step, var cause) -> throw new UpkeepException(failed(verb, step, cause));
            case Outcome.Stuck(var step, var cause, var ignored, var undoCause) ->
                throw new UpkeepException(failed(verb, step, cause));
        }
    }

    private static Problem failed(String verb, String step, Problem cause) {
        return new Problem(
                cause.kind(), "%s failed at \"%s\": %s".formatted(verb, step, cause.message()), cause.hint());
    }
}
