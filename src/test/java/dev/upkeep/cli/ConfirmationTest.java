package dev.upkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfirmationTest {
    @Test
    void theAppsNameIsTypedByPeopleAndYesSaidByPrograms() {
        assertThatCode(() -> require(typing("vms \n"), false)).doesNotThrowAnyException();
        assertThatCode(() -> require(new Confirmation(Optional.empty()), true)).doesNotThrowAnyException();
    }

    @Test
    void anythingElseIsRefused() {
        assertRefused(typing("y"), "\"y\" is not the app's name; nothing was changed");
        assertRefused(typing(""), "\"\" is not the app's name; nothing was changed");
        assertRefused(new Confirmation(Optional.empty()), "replacing it is not confirmed; nothing was changed");
    }

    private static Confirmation typing(String typed) {
        return new Confirmation(Optional.of(question -> typed));
    }

    private static void require(Confirmation confirmation, boolean yes) {
        confirmation.require(yes, "vms", "replacing it", "upkeep … --yes");
    }

    private static void assertRefused(Confirmation confirmation, String message) {
        assertThatThrownBy(() -> require(confirmation, false))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.REFUSED))
                .hasMessage(message);
    }
}
