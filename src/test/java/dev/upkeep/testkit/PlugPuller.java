package dev.upkeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.state.State;
import dev.upkeep.drivers.files.TreeRemoval;
import dev.upkeep.run.KeptJournal;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.Recovery;
import dev.upkeep.run.RunId;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.RunSummary;
import dev.upkeep.run.RunSummary.Condition;
import dev.upkeep.run.Runner;
import dev.upkeep.run.Runs;
import dev.upkeep.run.Stop;
import dev.upkeep.run.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs somebody's procedure with each step failing, and with the plug pulled at each moment, also while it is taken
/// back and while recovery is at work; in the end everything must be done or undone, as the journal says. Each try
/// gets a new world; the states are kept in memory, or else below `folder`. "Pulled" means that the process can do
/// nothing more that goes
/// through its run; a step's own `finally` still works, so leave real kills to a test with a real process.
///
/// ```java
/// PlugPuller.of(temp, World::new, World::backup, World::initial, World::allDoneOrAllUndone).everything();
/// ```
public final class PlugPuller<W, S> {
    /// Forcing to disk costs most of the time and shows nothing here: the power is not really gone.
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;
    private final Supplier<W> worlds;
    private final Plugged<W, S> procedures;
    private final First<W, S> first;
    private final End<W> end;
    private int tries;

    private PlugPuller(Path folder, Supplier<W> worlds, Plugged<W, S> procedures, First<W, S> first, End<W> end) {
        this.folder = folder;
        this.worlds = worlds;
        this.procedures = procedures;
        this.first = first;
        this.end = end;
    }

    /// @param worlds makes a fresh world; one that is `AutoCloseable` is closed after its try
    /// @param procedures makes the procedure anew, as each process would
    public static <W, S> PlugPuller<W, S> of(
            Path folder, Supplier<W> worlds, Function<W, Procedure<S>> procedures, First<W, S> first, End<W> end) {
        return new PlugPuller<>(folder, worlds, (world, plug) -> procedures.apply(world), first, end);
    }

    /// @param procedures makes the procedure anew over a world that loses its power with the plug, see [PluggedStore]
    public static <W, S> PlugPuller<W, S> plugged(
            Path folder, Supplier<W> worlds, Plugged<W, S> procedures, First<W, S> first, End<W> end) {
        return new PlugPuller<>(folder, worlds, procedures, first, end);
    }

    /// A procedure of one simulated process.
    @FunctionalInterface
    public interface Plugged<W, S> {
        Procedure<S> in(W world, Plug plug);
    }

    /// The state that the first step starts from.
    @FunctionalInterface
    public interface First<W, S> {
        S state(W world, RunId run);
    }

    /// What must hold in the end.
    @FunctionalInterface
    public interface End<W> {
        /// @param done whether the run is said to be done: then all must be there, otherwise nothing
        void holds(W world, boolean done);
    }

    /// All of it. With slow things in the world choose from the parts instead.
    public void everything() {
        everyStepFails();
        everyUndoFails();
        plugAtEveryMoment();
        plugWhileTakingBack();
        plugTwice();
    }

    /// What is enough at each build: all of it, but of the moments at which recovery loses its plug too only each
    /// `stride`th.
    public void thorough(int stride) {
        everyStepFails();
        everyUndoFails();
        plugAtEveryMoment();
        plugTwice(stride);
    }

    public void everyStepFails() {
        onOneState(this::failEachStep);
    }

    public void plugAtEveryMoment() {
        onOneState(processes -> pullAtEveryMoment(processes, Try.NO_STEP));
    }

    public void plugWhileTakingBack() {
        onOneState(processes -> {
            for (var step = 0; step < steps(); step++) {
                pullAtEveryMoment(processes, step);
            }
        });
    }

    /// Each step fails, and then each undo that follows, before or after its work: the run is stuck until the next
    /// process takes it up.
    public void everyUndoFails() {
        onOneState(this::failEachUndo);
    }

    /// Recovery loses its plug too, at each of its moments.
    public void plugTwice() {
        plugTwice(1);
    }

    private void plugTwice(int stride) {
        onOneState(processes -> pullTwice(processes, stride));
    }

    /// How many worlds were tried.
    public int tries() {
        return tries;
    }

    private void failEachStep(Processes processes) {
        for (var step = 0; step < steps(); step++) {
            attempt(processes, new Try(step, false, Plug.neverPulled(), Plug.neverPulled()));
            attempt(processes, new Try(step, true, Plug.neverPulled(), Plug.neverPulled()));
        }
    }

    private void failEachUndo(Processes processes) {
        for (var step = 0; step < steps(); step++) {
            for (var undo = 0; undo <= step; undo++) {
                attempt(processes, new Try(step, true, Plug.neverPulled(), Plug.neverPulled()).undoFails(undo, false));
                attempt(processes, new Try(step, true, Plug.neverPulled(), Plug.neverPulled()).undoFails(undo, true));
            }
        }
    }

    private void pullTwice(Processes processes, int stride) {
        var moments = attempt(processes, Try.undisturbed());
        for (var moment = 1; moment <= moments; moment += stride) {
            var recovery = Plug.pulledAt(1);
            for (var second = 1; second == 1 || recovery.pulled(); second += stride) {
                recovery = Plug.pulledAt(second);
                attempt(processes, new Try(Try.NO_STEP, false, Plug.pulledAt(moment), recovery));
            }
        }
    }

    private void pullAtEveryMoment(Processes processes, int failing) {
        var moments = attempt(processes, new Try(failing, true, Plug.neverPulled(), Plug.neverPulled()));
        for (var moment = 1; moment <= moments; moment++) {
            attempt(processes, new Try(failing, true, Plug.pulledAt(moment), Plug.neverPulled()));
        }
    }

    private int steps() {
        return in(
                worlds.get(),
                world -> procedures.in(world, Plug.neverPulled()).steps().size());
    }

    private void onOneState(Consumer<Processes> part) {
        var place = (Files.isWritable(MEMORY) ? MEMORY : folder).resolve("upkeep-plugs-" + UUID.randomUUID());
        try (var state = State.open(place)) {
            part.accept(new Processes(state, new ManualClock()));
        } finally {
            remove(place);
        }
    }

    private static void remove(Path place) {
        try {
            TreeRemoval.remove(place);
        } catch (IOException failed) {
            throw new AssertionError("the states could not be removed", failed);
        }
    }

    /// @return how many moments the first process had
    private int attempt(Processes processes, Try attempt) {
        tries++;
        return in(worlds.get(), world -> {
            var procedure = procedures.in(world, attempt.plug());
            var troubled = new Trouble<>(procedure, attempt.plug(), attempt.step(), attempt.undo());
            var run = processes.run(troubled, id -> first.state(world, id));
            processes.recover(2, procedures.in(world, attempt.recovery()), attempt.recovery());
            processes.recover(3, procedures.in(world, Plug.neverPulled()), Plug.neverPulled());
            var done = processes.sayDone(run);
            assertThat(done || attempt.mayFail())
                    .as("an undisturbed run is done")
                    .isTrue();
            try {
                end.holds(world, done);
            } catch (AssertionError wrong) {
                throw new AssertionError("%s, done: %s: %s".formatted(attempt, done, wrong.getMessage()), wrong);
            }
            return attempt.plug().moments();
        });
    }

    private static <W, T> T in(W world, Function<W, T> work) {
        try {
            return work.apply(world);
        } finally {
            close(world);
        }
    }

    private static void close(Object world) {
        if (world instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failure) {
                throw new AssertionError("the world could not be closed", failure);
            }
        }
    }

    /// What goes wrong in one try.
    private record Try(Failing step, Failing undo, Plug plug, Plug recovery) {
        private static final int NO_STEP = -1;

        Try(int failing, boolean late, Plug plug, Plug recovery) {
            this(new Failing(failing, late), Failing.NONE, plug, recovery);
        }

        static Try undisturbed() {
            return new Try(NO_STEP, false, Plug.neverPulled(), Plug.neverPulled());
        }

        Try undoFails(int failing, boolean late) {
            return new Try(step, new Failing(failing, late), plug, recovery);
        }

        boolean mayFail() {
            return step.step() != NO_STEP || plug.pulled();
        }
    }

    /// The processes that one after the other work on the same state.
    private record Processes(State state, ManualClock clock) {
        /// @return the run's id, also when it did not come to be
        <S> RunId run(Trouble<S> procedure, Function<RunId, S> initial) {
            clock.move(Duration.ofMinutes(1));
            var id = new AtomicReference<RunId>();
            var journal = new PluggedJournal(new KeptJournal(state, new LastAlive(1), clock), procedure.plug());
            var runner = new Runner(journal, NoBeat.timing(clock), Watcher.NOBODY, new Stop());
            try {
                runner.run(procedure, run -> noted(run, id, initial), RunRequest.of("app", "a test"));
            } catch (PlugPulled expected) {
                assertThat(procedure.plug().pulled()).isTrue();
            }
            return id.get();
        }

        <S> void recover(long pid, Procedure<S> procedure, Plug plug) {
            var machine = new LastAlive(pid);
            var journal = new PluggedJournal(new KeptJournal(state, machine, clock), plug);
            try {
                new Recovery(journal, machine, NoBeat.timing(clock), Watcher.NOBODY)
                        .takeUp((verb, app) -> Optional.of(new Trouble<>(procedure, plug, Failing.NONE, Failing.NONE)));
            } catch (PlugPulled expected) {
                assertThat(plug.pulled()).isTrue();
            }
        }

        boolean sayDone(RunId run) {
            var conditions = new Runs(state, new LastAlive(4), clock)
                    .newest(1).stream()
                            .filter(last -> last.id().equals(run))
                            .map(RunSummary::condition)
                            .toList();
            assertThat(conditions).isSubsetOf(List.of(Condition.DONE, Condition.ROLLED_BACK));
            return conditions.contains(Condition.DONE);
        }

        private static <S> S noted(RunId run, AtomicReference<RunId> id, Function<RunId, S> initial) {
            id.set(run);
            return initial.apply(run);
        }
    }
}
