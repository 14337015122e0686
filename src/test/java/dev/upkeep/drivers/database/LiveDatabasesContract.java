package dev.upkeep.drivers.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import org.junit.jupiter.api.Test;

/// What every server does when one database takes the place of another one.
public abstract class LiveDatabasesContract {
    protected static final String LIVE = "live \"it's\" \\ ü";
    protected static final String NEXT = "next";
    protected static final String KEPT = "kept 'one'";

    /// With the databases [#LIVE] and [#NEXT] and none of the name [#KEPT].
    protected abstract LiveDatabases databases();

    protected abstract Server server();

    @Test
    protected void aDatabaseIsClosedAndOpenedAgain() {
        assertThat(databases().isOpen(LIVE)).isTrue();

        databases().close(LIVE);
        databases().close(LIVE);
        assertThat(databases().isOpen(LIVE)).isFalse();

        databases().open(LIVE);
        assertThat(databases().isOpen(LIVE)).isTrue();
        assertThat(databases().isOpen("none")).isFalse();
    }

    @Test
    protected void bothNamesChangeAndTheDatabasesStayTheSame() {
        var live = server().identity(LIVE).orElseThrow();
        var next = server().identity(NEXT).orElseThrow();
        databases().close(LIVE);

        databases().swap(LIVE, KEPT, NEXT);

        assertThat(server().identity(LIVE)).contains(next);
        assertThat(server().identity(KEPT)).contains(live);
        assertThat(server().exists(NEXT)).isFalse();
        assertThat(databases().isOpen(LIVE)).as("the new one").isTrue();
        assertThat(databases().isOpen(KEPT)).as("the old one").isFalse();

        databases().swap(LIVE, NEXT, KEPT);

        assertThat(server().identity(LIVE)).contains(live);
        assertThat(server().identity(NEXT)).contains(next);
    }

    @Test
    protected void aSwapThatCannotBeMadeChangesNothing() {
        var live = server().identity(LIVE);

        assertProblem(Kind.NOT_FOUND, () -> databases().swap(LIVE, KEPT, "none"));
        assertProblem(Kind.NOT_FOUND, () -> databases().swap("none", KEPT, NEXT));
        assertProblem(Kind.REFUSED, () -> databases().swap(LIVE, LIVE, NEXT));

        assertThat(server().identity(LIVE)).isEqualTo(live);
        assertThat(server().exists(NEXT)).isTrue();
        assertThat(server().exists(KEPT)).isFalse();
    }

    @Test
    protected void whatIsNotThereIsSaid() {
        assertProblem(Kind.NOT_FOUND, () -> databases().close("none"));
        assertProblem(Kind.NOT_FOUND, () -> databases().open("none"));
        assertThat(databases().space("none").used()).isZero();
        assertThat(databases().space(LIVE).used()).isPositive();
        assertThat(databases().bound(LIVE)).isEmpty();
        assertThat(databases().missingRights(LIVE)).isEmpty();
    }

    private static void assertProblem(Kind kind, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(kind));
    }
}
