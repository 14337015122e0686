package dev.upkeep.base.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The migrations `900-…` and `901-…` are test resources; 901's second statement does not work.
final class MigrationsTest {
    @TempDir
    Path temp;

    @Test
    void aNewerProgramAddsWhatIsMissingAndKeepsWhatIsThere() {
        try (var state = State.open(temp)) {
            new Migrations(temp, List.of("001-runs.sql", "900-add.sql")).apply(state);
            new Migrations(temp, List.of("001-runs.sql", "900-add.sql")).apply(state);

            assertThat(applied(state)).containsExactly("001-runs.sql", "900-add.sql");
            assertThat(value(state, "select text from added")).isEqualTo("semi;colon");
        }
    }

    @Test
    void anOlderProgramRefusesTheStateOfANewerOne() {
        try (var state = State.open(temp)) {
            new Migrations(temp, List.of("001-runs.sql", "900-add.sql")).apply(state);
        }

        assertThatThrownBy(() -> State.open(temp))
                .isInstanceOfSatisfying(UpkeepException.class, refusal -> {
                    assertThat(refusal.problem().kind()).isEqualTo(Kind.REFUSED);
                    assertThat(refusal.problem().hint()).startsWith("Use that version or a later one");
                })
                .hasMessageContaining("was made by another, newer Upkeep (its tables: 900-add.sql)");
    }

    @Test
    void aMigrationThatFailsHalfwayLeavesTheOldTables() {
        try (var state = State.open(temp)) {
            var newer = new Migrations(temp, List.of("001-runs.sql", "900-add.sql", "901-broken.sql"));

            assertThatThrownBy(() -> newer.apply(state)).isInstanceOf(UpkeepException.class);

            assertThat(applied(state)).containsExactly("001-runs.sql");
            assertThatThrownBy(() -> value(state, "select text from added")).hasMessageContaining("no such table");
        }
    }

    @Test
    void severalProcessesMayOpenANewStateAtOnce() throws Exception {
        for (var attempt = 0; attempt < 50; attempt++) {
            openFourAtOnce(temp.resolve("state-" + attempt));
        }
    }

    private static void openFourAtOnce(Path folder) throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> opening = () -> {
                try (var state = State.open(folder)) {
                    return applied(state);
                }
            };

            for (var opened : threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(ignored -> opening).toList())) {
                assertThat(opened.get()).containsExactlyElementsOf(Migrations.OURS);
            }
        }
    }

    private static List<String> applied(State state) {
        return List.of(value(state, "select group_concat(name) from (select name from migration order by number)")
                .split(",", -1));
    }

    private static String value(State state, String sql) {
        return state.read(connection -> {
            try (var query = connection.prepareStatement(sql);
                    var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no row");
                }
                return rows.getString(1);
            }
        });
    }
}
