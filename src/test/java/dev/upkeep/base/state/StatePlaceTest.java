package dev.upkeep.base.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatePlaceTest {
    @Test
    void aFolderIsAFolderWhateverItsName() {
        assertThat(StatePlace.of("/var/lib/upkeep")).isEqualTo(new StatePlace.Folder(Path.of("/var/lib/upkeep")));
        assertThat(StatePlace.of("./jdbc:x")).isEqualTo(new StatePlace.Folder(Path.of("./jdbc:x")));
        assertThat(StatePlace.of("a:b")).isEqualTo(new StatePlace.Folder(Path.of("a:b")));
    }

    @Test
    void anAddressIsReadInFull() {
        var place = StatePlace.of("jdbc:postgresql://db.example:5433/up%20keep?user=jane%40lab&sslmode=verify-full");

        assertThat(place)
                .isEqualTo(new StatePlace.Server(
                        "db.example", 5433, "up keep", "jane@lab", Map.of("sslmode", "verify-full")));
    }

    @Test
    void portAndUserMayBeLeftOut() {
        assertThat(StatePlace.of("jdbc:postgresql://db.example/upkeep"))
                .isEqualTo(
                        new StatePlace.Server("db.example", 5432, "upkeep", System.getProperty("user.name"), Map.of()));
        assertThat(StatePlace.of("jdbc:postgresql://[::1]/upkeep?user=u"))
                .isEqualTo(new StatePlace.Server("[::1]", 5432, "upkeep", "u", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example/upkeep?user=u&password=geheim",
                "jdbc:postgresql://db.example/upkeep?PASSWORD=geheim",
                "jdbc:postgresql://u:geheim@db.example/upkeep",
                "postgresql://u:geheim@db.example/upkeep",
                "jdbc:postgresql://u:geh eim@db.example/upkeep",
            })
    void aPasswordInItIsRefusedAndNotRepeated(String words) {
        assertThatThrownBy(() -> StatePlace.of(words)).isInstanceOfSatisfying(UpkeepException.class, refusal -> {
            assertThat(refusal.problem().kind()).isEqualTo(Kind.USAGE);
            assertThat(refusal.problem().toString()).doesNotContain("geh");
            assertThat(refusal).hasNoCause();
        });
    }

    @Test
    void whoTypedAPasswordIsToldWhereItBelongs() {
        assertThatThrownBy(() -> StatePlace.of("jdbc:postgresql://db.example/upkeep?user=u&password=geheim"))
                .hasMessage("the address after --state has a password in it, which everybody on this machine can see")
                .satisfies(refusal -> assertThat(
                                ((UpkeepException) refusal).problem().hint())
                        .startsWith("Change that password")
                        .contains("UPKEEP_STATE_PASSWORD", "~/.pgpass"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://db/upkeep",
                "postgresql://db/upkeep",
                "jdbc:postgresql:upkeep",
                "jdbc:postgresql:///upkeep",
                "jdbc:postgresql://db",
                "jdbc:postgresql://one,two/upkeep",
                "jdbc:postgresql://db/upkeep?socketFactory=evil.Class",
                "jdbc:postgresql://db/upkeep?user=%zz",
            })
    void whatIsNotUnderstoodIsNeverAFolder(String words) {
        assertThatThrownBy(() -> StatePlace.of(words)).isInstanceOfSatisfying(UpkeepException.class, refusal -> {
            assertThat(refusal.problem().kind()).isEqualTo(Kind.USAGE);
            assertThat(refusal.problem().hint()).contains("--state 'jdbc:postgresql://db.example:5432/upkeep");
        });
    }
}
