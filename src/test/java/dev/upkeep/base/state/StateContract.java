package dev.upkeep.base.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for the state wherever it is. The migrations `900-…` and `901-…` are test resources; 901's second
/// statement does not work.
abstract class StateContract {
    /// Where nothing is yet; another place at each call.
    abstract StatePlace nowhere();

    /// How often several processes open a new one at once.
    abstract int attempts();

    @Test
    void workThatThrowsChangesNothing() {
        try (var state = State.open(nowhere())) {
            assertThatThrownBy(() -> state.write(connection -> {
                        insert(connection, "lost");
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");

            assertThat(count(state)).isZero();
        }
    }

    @Test
    void aStatementThatFailsChangesNothingAndHarmsNothingAfterIt() {
        try (var state = State.open(nowhere())) {
            assertThatThrownBy(() -> state.write(connection -> {
                        insert(connection, "twice");
                        return insert(connection, "twice");
                    }))
                    .isInstanceOf(UpkeepException.class);

            assertThat(count(state)).isZero();
            assertThat(write(state, "next")).isTrue();
        }
    }

    @Test
    void writersOfSeveralProcessesTakeTurns() {
        var place = nowhere();
        State.open(place).close();
        try (var first = State.open(place);
                var second = State.open(place)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 40)
                        .forEach(number ->
                                threads.execute(() -> write(number % 2 == 0 ? first : second, "n" + number)));
            }

            assertThat(count(first)).isEqualTo(40);
            assertThat(count(second)).isEqualTo(40);
        }
    }

    /// Without turns two of them read the same number, and one is lost.
    @Test
    void whatAWriterReadsNobodyChangesUntilItHasWritten() throws Exception {
        var place = nowhere();
        try (var first = State.open(place);
                var second = State.open(place);
                var threads = Executors.newFixedThreadPool(2)) {
            write(first, "counter");
            var counting = List.<Callable<Integer>>of(() -> countUp(first, 25), () -> countUp(second, 25));

            for (var counted : threads.invokeAll(counting)) {
                assertThat(counted.get()).isEqualTo(25);
            }
            assertThat(value(first, "select cast(epoch as text) from run")).isEqualTo("51");
        }
    }

    @Test
    void aNewerProgramAddsWhatIsMissingAndKeepsWhatIsThere() {
        try (var state = State.open(nowhere())) {
            newer("900-add.sql").apply(state);
            newer("900-add.sql").apply(state);

            assertThat(applied(state)).containsExactlyElementsOf(names("900-add.sql"));
            assertThat(value(state, "select text from added")).isEqualTo("semi;colon");
        }
    }

    @Test
    void anOlderProgramRefusesTheStateOfANewerOne() {
        var place = nowhere();
        try (var state = State.open(place)) {
            newer("900-add.sql").apply(state);
        }

        assertThatThrownBy(() -> State.open(place))
                .isInstanceOfSatisfying(UpkeepException.class, refusal -> {
                    assertThat(refusal.problem().kind()).isEqualTo(Kind.REFUSED);
                    assertThat(refusal.problem().hint()).startsWith("Use that version or a later one");
                })
                .hasMessageContaining(place.toString())
                .hasMessageContaining("was made by another, newer Upkeep (its tables: 900-add.sql)");
    }

    @Test
    void aMigrationThatFailsHalfwayLeavesTheOldTables() {
        try (var state = State.open(nowhere())) {
            var broken = newer("900-add.sql", "901-broken.sql");

            assertThatThrownBy(() -> broken.apply(state)).isInstanceOf(UpkeepException.class);

            assertThat(applied(state)).containsExactlyElementsOf(Migrations.OURS);
            assertThatThrownBy(() -> value(state, "select text from added")).isInstanceOf(UpkeepException.class);
        }
    }

    @Test
    void severalProcessesMayOpenANewStateAtOnce() throws Exception {
        for (var attempt = 0; attempt < attempts(); attempt++) {
            openFourAtOnce(nowhere());
        }
    }

    private static void openFourAtOnce(StatePlace place) throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> opening = () -> {
                try (var state = State.open(place)) {
                    return applied(state);
                }
            };

            for (var opened : threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(ignored -> opening).toList())) {
                assertThat(opened.get()).containsExactlyElementsOf(Migrations.OURS);
            }
        }
    }

    private static Migrations newer(String... more) {
        return new Migrations("state of a test", names(more));
    }

    private static List<String> names(String... more) {
        var names = new ArrayList<>(Migrations.OURS);
        names.addAll(List.of(more));
        return names;
    }

    private static int countUp(State state, int times) {
        var done = 0;
        while (done < times) {
            done += state.write(connection -> {
                var next = 1 + Long.parseLong(value(connection, "select cast(epoch as text) from run"));
                try (var update = connection.prepareStatement("update run set epoch = ?")) {
                    update.setLong(1, next);
                    return update.executeUpdate();
                }
            });
        }
        return done;
    }

    private static List<String> applied(State state) {
        return state.read(connection -> {
            try (var query = connection.prepareStatement("select name from migration order by number");
                    var rows = query.executeQuery()) {
                var names = new ArrayList<String>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        });
    }

    static String value(State state, String sql) {
        return state.read(connection -> value(connection, sql));
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (var query = connection.prepareStatement(sql);
                var rows = query.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getString(1);
        }
    }

    static boolean write(State state, String app) {
        return state.write(connection -> insert(connection, app));
    }

    static boolean insert(Connection connection, String app) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into run (id, verb, app, who, started, unfinished, owner_host, owner_boot, owner_space,
                    owner_pid, owner_born, epoch, expires)
                values (?, 'backup', ?, 'test', 0, true, '', '', '', 1, 1, 1, 0)""")) {
            insert.setString(1, app);
            insert.setString(2, app);
            return insert.executeUpdate() == 1;
        }
    }

    static int count(State state) {
        return Integer.parseInt(value(state, "select cast(count(*) as text) from run"));
    }
}
