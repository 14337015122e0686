package dev.upkeep.operations.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.state.State;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.run.Ended;
import dev.upkeep.run.KeptJournal;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.Recovery;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import dev.upkeep.run.Step;
import dev.upkeep.run.Stop;
import dev.upkeep.run.TakenUp;
import dev.upkeep.run.Watcher;
import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeServer;
import dev.upkeep.testkit.LastAlive;
import dev.upkeep.testkit.ManualClock;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a restore that can neither end nor be taken back at once, and what the operator reads.
final class RestoreStuckTest {
    @TempDir
    Path temp;

    private final FakeServer server = new FakeServer().with("live", new FakeDatabase());
    private final ManualClock clock = new ManualClock();
    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);
    private State state;
    private long processes = 1;

    @BeforeEach
    void set() throws IOException {
        state = State.open(temp.resolve("state"));
        store = SetInStore.of(Files.createDirectory(temp.resolve("uploads")));
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void aNameThatSomebodyTookMeanwhileIsGivenWhenItIsFreeAgain() {
        var ended = restoreWhile(ignored -> server.with("copy", new FakeDatabase()));

        var stuck = (Outcome.Stuck) ended.outcome();
        assertThat(stuck.cause().message())
                .startsWith("somebody made a database \"copy\" on a server in memory meanwhile; the restored one is"
                        + " complete and waits as \"upkeep_");
        assertThat(stuck.cause().hint())
                .contains("the next command finishes this")
                .contains("upkeep settle");
        assertThat(outcome(takeUp())).isInstanceOf(Outcome.Stuck.class);

        server.rename("copy", "theirs");

        assertThat(outcome(takeUp())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(server.names()).containsExactly("copy", "live", "theirs");
        assertThat(server.content("copy").rows("people")).isNotEmpty();
    }

    @Test
    void anotherDatabaseOfThatNameIsNeverTakenForOurs() {
        restoreWhile(ignored -> server.with("copy", new FakeDatabase()));
        server.names().stream().filter(name -> name.startsWith("upkeep_")).forEach(server::drop);

        var stuck = (Outcome.Stuck) outcome(takeUp());

        assertThat(stuck.cause().message()).contains("is neither \"upkeep_").contains("nor \"copy\"");
        new KeptJournal(state, new LastAlive(9), clock)
                .settle(takeUp().getFirst().run(), "jane", "not needed any more");
        assertThat(takeUp()).isEmpty();
    }

    @Test
    void aServerThatIsDownWhileTakingBackIsWaitedFor() {
        server.with("copy", new FakeDatabase());
        server.drop("copy");
        var ended = restore(new Interfering(step -> step == 1, ignored -> {
            server.setDown(true);
            throw new StackOverflowError();
        }));

        var stuck = (Outcome.Stuck) ended.outcome();
        assertThat(stuck.cause().message()).contains("failed unexpectedly: java.lang.StackOverflowError");
        assertThat(stuck.undoCause().message()).isEqualTo("the server does not answer");
        assertThat(SetInStore.names(store, "locks/"))
                .as("the store is free at once")
                .isEmpty();
        assertThat(outcome(takeUp())).isInstanceOf(Outcome.Stuck.class);

        server.setDown(false);

        assertThat(outcome(takeUp())).isInstanceOf(Outcome.RolledBack.class);
        assertThat(server.names()).containsExactly("live");
    }

    @Test
    void aPruneThatHasTheStoreRefusesTheRestoreAndNothingIsStuck() {
        try (var prune = SetInStore.locks(store)
                .take(LockKind.PRUNE, new RunId("20261121-080000-00000f"), SetInStore.APP, line -> {})) {
            assertThat(prune).isNotNull();

            var back = (Outcome.RolledBack) restoreWhile(ignored -> {}).outcome();

            assertThat(back.cause().message()).contains("is in use by the prune 20261121-080000-00000f");
        }
        assertThat(server.names()).containsExactly("live");
        assertThat(SetInStore.names(store, "locks/")).isEmpty();
    }

    private Ended<RestoreState> restoreWhile(Consumer<RestoreState> afterRestoring) {
        return restore(new Interfering(step -> step == 1, state -> {
            afterRestoring.accept(state);
            return state;
        }));
    }

    private Ended<RestoreState> restore(Interfering interfering) {
        var process = new LastAlive(processes++);
        var runner =
                new Runner(new KeptJournal(state, process, clock), NoBeat.timing(clock), Watcher.NOBODY, new Stop());
        return runner.run(
                interfering,
                run -> RestoreState.of(
                        SetInStore.APP,
                        SetInStore.id(),
                        "copy",
                        "upkeep_" + run.value().replace('-', '_')),
                RunRequest.of(SetInStore.APP, "a test"));
    }

    private List<TakenUp> takeUp() {
        var process = new LastAlive(processes++);
        return new Recovery(new KeptJournal(state, process, clock), process, NoBeat.timing(clock), Watcher.NOBODY)
                .takeUp((verb, app) -> Optional.of(procedure()));
    }

    private static Outcome outcome(List<TakenUp> taken) {
        return ((TakenUp.Finished) taken.getFirst()).outcome();
    }

    private RestoreDatabase procedure() {
        var room = new ReadingRoom(store, SetInStore.locks(store), temp.resolve("scratch"), new NoBeat());
        return new RestoreDatabase(room, () -> server.by(Plug.neverPulled()), 2);
    }

    /// The restore, with something that happens when a step has done its work.
    private final class Interfering implements Procedure<RestoreState> {
        private final IntPredicate at;
        private final UnaryOperator<RestoreState> event;

        Interfering(IntPredicate at, UnaryOperator<RestoreState> event) {
            this.at = at;
            this.event = event;
        }

        @Override
        public String verb() {
            return procedure().verb();
        }

        @Override
        public List<Step<RestoreState>> steps() {
            var steps = procedure().steps();
            return IntStream.range(0, steps.size())
                    .<Step<RestoreState>>mapToObj(
                            index -> at.test(index) ? new Eventful(steps.get(index), event) : steps.get(index))
                    .toList();
        }

        @Override
        public String write(RestoreState state) {
            return procedure().write(state);
        }

        @Override
        public RestoreState read(String json) {
            return procedure().read(json);
        }
    }

    private record Eventful(Step<RestoreState> step, UnaryOperator<RestoreState> event) implements Step<RestoreState> {
        @Override
        public String name() {
            return step.name();
        }

        @Override
        public RestoreState perform(RestoreState state, RunContext context) {
            return event.apply(step.perform(state, context));
        }

        @Override
        public void undo(RestoreState state, RunContext context) {
            step.undo(state, context);
        }

        @Override
        public boolean pointOfNoReturn() {
            return step.pointOfNoReturn();
        }
    }
}
