package dev.upkeep.base.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The state in a file.
final class StateTest extends StateContract {
    @TempDir
    Path temp;

    private int places;

    @Override
    StatePlace nowhere() {
        return StatePlace.of(temp.resolve("state-" + places++).toString());
    }

    @Override
    int attempts() {
        return 50;
    }

    @Test
    void folderAndFilesAreForOurAccountAlone() throws IOException {
        var folder = temp.resolve("new/state");

        try (var state = State.open(folder)) {
            write(state, "a");

            assertThat(rights(folder)).isEqualTo("rwx------");
            try (var files = Files.list(folder)) {
                assertThat(files)
                        .hasSizeGreaterThan(1)
                        .allSatisfy(file -> assertThat(rights(file)).isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aStateThatOthersCouldReadIsMadePrivate() throws IOException {
        State.open(temp.resolve("state")).close();
        Files.setPosixFilePermissions(temp.resolve("state"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(temp.resolve("state/state.db"), PosixFilePermissions.fromString("rw-r--r--"));

        State.open(temp.resolve("state")).close();

        assertThat(rights(temp.resolve("state"))).isEqualTo("rwx------");
        assertThat(rights(temp.resolve("state/state.db"))).isEqualTo("rw-------");
    }

    @Test
    void aFolderThatHoldsOtherThingsIsRefusedAndKeepsItsRights() throws IOException {
        Files.writeString(temp.resolve("photo.jpg"), "not ours");
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> State.open(temp))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        refusal -> assertThat(refusal.problem().kind()).isEqualTo(Kind.REFUSED))
                .hasMessage("the folder %s holds other things and no Upkeep state", temp);
        assertThat(rights(temp)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFolderOfAnotherAccountIsRefusedWithTheWayToUseIt() throws IOException {
        var folder = Files.createDirectory(temp.resolve("state"));
        Assumptions.assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Files.setAttribute(folder, "unix:uid", 65534);

        assertThatThrownBy(() -> State.open(folder))
                .isInstanceOfSatisfying(UpkeepException.class, refusal -> {
                    assertThat(refusal.problem().kind()).isEqualTo(Kind.REFUSED);
                    assertThat(refusal.problem().hint())
                            .contains("sudo -u nobody upkeep")
                            .contains("--state");
                })
                .hasMessage(
                        "the state folder %s belongs to nobody, not to the account that runs this".formatted(folder));
    }

    @Test
    void aFileWhereTheFolderShouldBeIsSaidSo() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> State.open(file)).hasMessageContaining("the state folder " + file + " can't be used");
    }

    @Test
    void somethingThatIsNoDatabaseIsNamedAsDamaged() throws IOException {
        Files.writeString(temp.resolve("state.db"), "this is no database at all".repeat(100));

        assertThatThrownBy(() -> State.open(temp))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        damage -> assertThat(damage.problem().kind()).isEqualTo(Kind.DAMAGED))
                .hasMessageContaining("state.db is damaged");
    }

    static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
