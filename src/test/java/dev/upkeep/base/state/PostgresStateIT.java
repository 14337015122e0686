package dev.upkeep.base.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.testkit.FaultyLine;
import dev.upkeep.testkit.StateServer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The state on a server, by a role that is nobody special.
@Timeout(60)
final class PostgresStateIT extends StateContract {
    /// The whole statement: others have the word in them.
    private static final String COMMIT = "\0commit\0";

    @RegisterExtension
    static final StateServer server = new StateServer();

    @Override
    StatePlace nowhere() {
        return server.freshPlace();
    }

    @Override
    int attempts() {
        return 5;
    }

    @Test
    void aWriteWhoseAnswerIsLostIsKeptOnceAndKnownToBe() {
        try (var line = FaultyLine.to(server.cluster().port());
                var state = State.open(StatePlace.of(server.freshOver(line.port())))) {
            write(state, "counter");

            line.cutAfter(COMMIT);
            var seen = countUp(state);

            assertThat(line.cuts()).isEqualTo(1);
            assertThat(seen).isEqualTo(2);
            assertThat(epoch(state)).isEqualTo("2");
        }
    }

    @Test
    void aWriteThatNeverArrivedIsDoneAgain() {
        try (var line = FaultyLine.to(server.cluster().port());
                var state = State.open(StatePlace.of(server.freshOver(line.port())))) {
            write(state, "counter");

            line.cutBefore(COMMIT);
            countUp(state);
            line.cutBefore("update run");
            countUp(state);

            assertThat(line.cuts()).isEqualTo(2);
            assertThat(epoch(state)).isEqualTo("3");
        }
    }

    @Test
    void aServerThatIsStartedAgainIsFoundAgain() {
        var place = nowhere();
        try (var state = State.open(place)) {
            write(state, "before");

            server.cluster().restart();

            assertThat(count(state)).isEqualTo(1);
            write(state, "after");
            assertThat(count(state)).isEqualTo(2);
        }
    }

    @Test
    void sessionsThatTheServerEndsAreMadeAgain() {
        try (var state = State.open(nowhere())) {
            write(state, "before");

            server.cluster()
                    .psql(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'upkeep state'");

            assertThat(write(state, "after")).isTrue();
        }
    }

    @Test
    void aProcessThatFreezesWhileItWritesKeepsTheOthersOutForSomeSecondsOnly() throws Exception {
        var place = nowhere();
        var frozen = new CountDownLatch(1);
        var thaw = new CountDownLatch(1);
        try (var sleeper = State.open(place);
                var other = State.open(place);
                var threads = Executors.newSingleThreadExecutor()) {
            var sleeping = threads.submit(() -> sleeper.write(connection -> {
                insert(connection, "asleep-" + frozen.getCount());
                if (frozen.getCount() == 1) {
                    frozen.countDown();
                    await(thaw);
                }
                return true;
            }));
            frozen.await();

            assertThat(write(other, "awake")).isTrue();

            thaw.countDown();
            assertThat(sleeping.get()).isTrue();
            assertThat(count(other)).isEqualTo(2);
            assertThat(value(other, "select id from run where id <> 'awake'")).isEqualTo("asleep-0");
        }
    }

    @Test
    void theTimeIsTheServers() {
        try (var state = State.open(nowhere())) {
            var now = state.read(connection -> state.now(connection, () -> Instant.EPOCH));

            assertThat(now)
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        }
    }

    @Test
    void whatWasAcknowledgedIsOnDiskWhateverTheServersSettingIs() {
        try (var state = State.open(nowhere())) {
            assertThat(server.cluster().psql("SHOW synchronous_commit")).isEqualTo("off");
            assertThat(value(state, "select current_setting('synchronous_commit')"))
                    .isEqualTo("on");
        }
    }

    @Test
    void nothingIsLeftOfAProcessThatEnded() {
        var place = nowhere();
        var state = State.open(place);
        write(state, "done");
        state.close();

        try (var next = State.open(place)) {
            assertThat(value(next, "select cast(count(*) as text) from writer")).isEqualTo("0");
        }
    }

    @Test
    void aRoleThatMayNotMakeTheSchemaIsToldWhatItsAdministratorTypes() {
        var place = server.fresh().replace("user=keeper", "user=other");
        server.cluster().psql("CREATE ROLE other LOGIN PASSWORD 'other'");
        var database = ((StatePlace.Server) StatePlace.of(place)).database();

        assertThatThrownBy(
                        () -> PostgresState.open((StatePlace.Server) StatePlace.of(place), () -> Optional.of("other")))
                .isInstanceOfSatisfying(UpkeepException.class, refused -> {
                    assertThat(refused.problem().kind()).isEqualTo(Kind.MISSING);
                    assertThat(refused.problem().hint())
                            .endsWith("CREATE SCHEMA IF NOT EXISTS upkeep AUTHORIZATION \"other\"");
                });

        server.cluster().psql(database, "CREATE SCHEMA IF NOT EXISTS upkeep AUTHORIZATION \"other\"");
        try (var state = PostgresState.open((StatePlace.Server) StatePlace.of(place), () -> Optional.of("other"))) {
            assertThat(write(state, "made")).isTrue();
        }
    }

    @Test
    void aSchemaThatHoldsOtherThingsIsLeftAlone() {
        var place = server.freshPlace();
        server.cluster().psql(((StatePlace.Server) place).database(), """
                        CREATE SCHEMA upkeep AUTHORIZATION keeper;
                        CREATE TABLE upkeep.photos (id int)""");

        assertThatThrownBy(() -> State.open(place))
                .hasMessage("the schema upkeep of %s holds other things and no Upkeep state", place);
    }

    @Test
    void whatIsWrongWithTheAddressIsSaid() {
        var place = (StatePlace.Server) server.freshPlace();
        var nobody = new StatePlace.Server(place.host(), place.port(), "nothing", place.user(), place.tls());

        assertThatThrownBy(() -> State.open(nobody)).satisfies(said(Kind.NOT_FOUND, "there is no such database"));
        assertThatThrownBy(() -> PostgresState.open(place, () -> Optional.of("wrong")))
                .satisfies(said(Kind.MISSING, "does not let \"keeper\" in"))
                .satisfies(failure -> assertThat(
                                ((UpkeepException) failure).problem().hint())
                        .contains("UPKEEP_STATE_PASSWORD", "~/.pgpass"));
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        var nowhere = new StatePlace.Server("127.0.0.1", 1, "upkeep", "keeper", Map.of());

        assertThatThrownBy(() -> State.open(nowhere))
                .satisfies(said(Kind.UNREACHABLE, "the state jdbc:postgresql://127.0.0.1:1/upkeep?user=keeper can't"));
    }

    private static ThrowingConsumer<Throwable> said(Kind kind, String words) {
        return failure -> {
            assertThat(((UpkeepException) failure).problem().kind())
                    .as(failure.toString())
                    .isEqualTo(kind);
            assertThat(failure).hasMessageContaining(words);
        };
    }

    private static long countUp(State state) {
        return state.write(connection -> {
            try (var update = connection.createStatement()) {
                update.executeUpdate("update run set epoch = epoch + 1");
            }
            return Long.parseLong(value(connection, "select cast(epoch as text) from run"));
        });
    }

    private static String epoch(State state) {
        return value(state, "select cast(epoch as text) from run");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
