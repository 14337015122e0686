package dev.upkeep.operations.inplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.inplace.InPlace.Order;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.RunId;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a restore in place does to each sort of difference, and that all of it can be taken back.
final class InPlaceTest {
    @TempDir
    Path temp;

    private LiveFiles live = new LiveFiles(Path.of("nowhere"));
    private MemoryStore store = new MemoryStore(() -> SetInStore.NOW);
    private Map<String, String> backedUp = Map.of();

    @BeforeEach
    void set() throws IOException {
        live = new LiveFiles(temp).make();
        store = live.backup();
        backedUp = LiveFiles.seen(live.uploads());
    }

    private InPlace.Done restore(Order order) {
        return live.inPlace(store).perform(order, "tester");
    }

    private InPlace.WentBack goBack(InPlace.Done done) {
        return live.inPlace(store).back(new RunId(done.run()), "tester");
    }

    @Test
    void whatIsMissingComesBackWithModeTimeAndLinks() throws IOException {
        Files.delete(live.at("a.txt"));
        Files.delete(live.at("newest"));
        Files.delete(live.at("2026/b.txt"));
        Files.delete(live.at("2026/other.txt"));
        Files.delete(live.at("2026"));
        var damaged = LiveFiles.seen(live.uploads());

        var done = restore(LiveFiles.everything());

        assertThat(done.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        assertThat(done.counts().comesBack().count()).isEqualTo(5);
        assertThat(done.counts().same().count()).isEqualTo(2);
        assertThat(Files.isSameFile(live.at("2026/b.txt"), live.at("2026/other.txt")))
                .as("one file with two names")
                .isTrue();
        assertThat(goBack(done).left().count()).isZero();
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(damaged);
        assertThat(live.leftovers()).isEmpty();
    }

    @Test
    void aWholeFolderThatIsGoneComesBack() throws IOException {
        Files.move(live.uploads(), temp.resolve("elsewhere"));

        var done = restore(LiveFiles.everything());

        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        assertThat(done.counts().changes()).isEqualTo(7);
    }

    @Test
    void whatIsOlderHereIsReplacedAndTheOldOneIsKept() throws IOException {
        live.write("a.txt", "an old version", LiveFiles.THEN.minusSeconds(60));
        var before = LiveFiles.seen(live.uploads());
        var inode = Files.getAttribute(live.at("a.txt"), "unix:ino");

        var done = restore(LiveFiles.everything());

        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        assertThat(done.counts().replaced().examples()).containsExactly("uploads/a.txt");
        assertThat(done.kept()).hasSize(1);
        var kept = Path.of(done.kept().getFirst());
        assertThat(kept.resolve("uploads/old/a.txt")).hasContent("an old version");
        assertThat(Files.getAttribute(kept, "unix:mode")).isEqualTo(040700);

        var went = goBack(done);
        assertThat(went.back().examples()).containsExactly("uploads/a.txt");
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(before);
        assertThat(Files.getAttribute(live.at("a.txt"), "unix:ino")).isEqualTo(inode);
        assertThat(live.leftovers()).isEmpty();
    }

    @Test
    void whatIsNewerHereStaysUnlessTheOperatorSaysOtherwise() throws IOException {
        live.write("a.txt", "a newer version", LiveFiles.THEN.plusSeconds(60));

        var stayed = restore(LiveFiles.everything());
        assertThat(live.at("a.txt")).hasContent("a newer version");
        assertThat(stayed.counts().newer().examples()).containsExactly("uploads/a.txt");
        assertThat(stayed.kept()).isEmpty();
        assertThat(live.leftovers()).isEmpty();

        var replaced = restore(LiveFiles.everythingOverNewer());
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        assertThat(Path.of(replaced.kept().getFirst()).resolve("uploads/old/a.txt"))
                .hasContent("a newer version");
    }

    @Test
    void contentThatWasChangedWithoutATraceIsFound() throws IOException {
        live.write("a.txt", "THE CONTENT OF A", LiveFiles.THEN);

        restore(LiveFiles.everything());

        assertThat(live.at("a.txt")).hasContent("the content of a");
    }

    @Test
    void onlyOwnerModeAndTimeAreMendedWhereTheContentIsRight() throws IOException {
        var inode = Files.getAttribute(live.at("a.txt"), "unix:ino");
        Files.setAttribute(live.at("a.txt"), "unix:mode", 0666);
        Files.setLastModifiedTime(live.at("a.txt"), FileTime.from(LiveFiles.THEN.plusSeconds(5)));
        Files.setAttribute(live.at("2026"), "unix:mode", 0755);
        var before = LiveFiles.seen(live.uploads());

        var done = restore(LiveFiles.everything());

        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        assertThat(Files.getAttribute(live.at("a.txt"), "unix:ino")).isEqualTo(inode);
        assertThat(done.counts().mended().examples()).containsExactly("uploads/2026", "uploads/a.txt");
        assertThat(done.counts().comesBack().count() + done.counts().replaced().count())
                .isZero();
        goBack(done);
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(before);
    }

    @Test
    void foldersWithOtherRightsGoBackTogetherWithWhatWasReplacedBelow() throws IOException {
        Files.setAttribute(live.at("2026"), "unix:mode", 0755);
        Files.setAttribute(live.uploads(), "unix:mode", 0711);
        live.write("2026/b.txt", "an old version", LiveFiles.THEN.minusSeconds(60));
        var before = LiveFiles.seen(live.uploads());

        var done = restore(LiveFiles.everything());
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        var went = goBack(done);

        assertThat(went.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(went.left().count()).isZero();
        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(before);
        assertThat(live.leftovers()).isEmpty();
    }

    @Test
    void aFolderThatIsALinkNowIsNeverEntered() throws IOException {
        var outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("b.txt"), "not of this app");
        Files.move(live.at("2026"), temp.resolve("moved"));
        Files.createSymbolicLink(live.at("2026"), outside);
        Files.delete(live.at("a.txt"));

        var done = restore(LiveFiles.everythingOverNewer());

        assertThat(outside.resolve("b.txt")).hasContent("not of this app");
        assertThat(outside.toFile().list()).containsExactly("b.txt");
        assertThat(live.at("a.txt")).hasContent("the content of a");
        assertThat(done.counts().refused().examples())
                .containsExactly(
                        "uploads/2026 is a link here and a folder in the set",
                        "uploads/2026/b.txt: 2026 is a link that is not followed here",
                        "uploads/2026/other.txt: 2026 is a link that is not followed here");
    }

    @Test
    void anotherKindInThePlaceIsRefusedAndNotDeleted() throws IOException {
        Files.delete(live.at("a.txt"));
        Files.createDirectory(live.at("a.txt"));
        Files.writeString(live.at("a.txt/mine"), "mine");
        Files.delete(live.at("empty"));
        Files.writeString(live.at("empty"), "a file");

        var done = restore(LiveFiles.everythingOverNewer());

        assertThat(live.at("a.txt/mine")).hasContent("mine");
        assertThat(live.at("empty")).hasContent("a file");
        assertThat(done.counts().refused().examples())
                .containsExactly(
                        "uploads/a.txt is a folder here and a file in the set",
                        "uploads/empty is a file here and a folder in the set");
    }

    @Test
    void whatIsNotInTheSetIsLeftAloneAndCounted() throws IOException {
        live.write("2026/mine.txt", "since then", LiveFiles.THEN);
        Files.delete(live.at("2026/b.txt"));

        var plan = live.inPlace(store).plan(LiveFiles.everything());
        restore(LiveFiles.everything());

        assertThat(plan.counts().notInSet().examples()).containsExactly("uploads/2026/mine.txt");
        assertThat(plan.counts().comesBack().examples()).containsExactly("uploads/2026/b.txt");
        assertThat(live.at("2026/mine.txt")).hasContent("since then");
    }

    @Test
    void thePlanChangesNothing() throws IOException {
        Files.delete(live.at("a.txt"));
        live.write("2026/b.txt", "older", LiveFiles.THEN.minusSeconds(1));
        var before = LiveFiles.seen(live.uploads());

        live.inPlace(store).plan(LiveFiles.everything());

        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(before);
        assertThat(live.leftovers()).isEmpty();
    }

    @Test
    void onlyWhatIsNamedIsTouched() throws IOException {
        Files.delete(live.at("a.txt"));
        Files.delete(live.at("2026/b.txt"));
        Files.delete(live.at("2026/other.txt"));
        Files.delete(live.at("2026"));

        restore(new Order("", List.of("uploads/2026/other.txt"), false));

        assertThat(live.at("2026/other.txt")).hasContent("the content of b");
        assertThat(live.at("2026/b.txt")).doesNotExist();
        assertThat(live.at("a.txt")).doesNotExist();
        assertThat(LiveFiles.seen(live.uploads())).containsEntry("2026", backedUp.get("2026"));
    }

    @Test
    void whatAnAppChangedAfterTheRestoreIsNotTakenBack() throws IOException {
        Files.delete(live.at("a.txt"));
        live.write("2026/b.txt", "older", LiveFiles.THEN.minusSeconds(1));
        var done = restore(LiveFiles.everything());
        Files.writeString(live.at("a.txt"), ", and more", StandardOpenOption.APPEND);
        Files.writeString(live.at("2026/b.txt"), ", and more", StandardOpenOption.APPEND);

        var went = goBack(done);

        assertThat(went.left().examples()).contains("uploads/a.txt", "uploads/2026/b.txt");
        assertThat(live.at("a.txt")).hasContent("the content of a, and more");
        assertThat(live.at("2026/b.txt")).hasContent("the content of b, and more");
        assertThat(went.kept()).hasSize(1);
        assertThat(Path.of(went.kept().getFirst()).resolve("uploads/old/2026/b.txt"))
                .hasContent("older");
    }

    @Test
    void aSecondRestoreFindsNothingToDo() throws IOException {
        Files.delete(live.at("a.txt"));
        restore(LiveFiles.everything());

        var again = restore(LiveFiles.everything());

        assertThat(again.counts().changes()).isZero();
        assertThat(again.counts().same().count()).isEqualTo(7);
        assertThat(again.kept()).isEmpty();
    }

    @Test
    void whatARestoreKeptIsInNoBackup() throws IOException {
        live.write("a.txt", "an old version", LiveFiles.THEN.minusSeconds(60));
        restore(LiveFiles.everything());
        var next = live.backup();
        Files.move(live.uploads(), temp.resolve("elsewhere"));

        var done = live.inPlace(next).perform(LiveFiles.everything(), "tester");

        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
        assertThat(done.remarks()).anyMatch(remark -> remark.contains("is what a restore replaced"));
    }

    @Test
    void aGroupWithoutAPlaceIsRefusedBeforeAnythingIsDone() throws IOException {
        var nowhere = live.inPlace(store);
        var without = new InPlace(nowhere.app(), Map.of(), List.of(), nowhere.room(), nowhere.runner());

        assertThatThrownBy(() -> without.perform(LiveFiles.everything(), "tester"))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessage("the set's files \"uploads\" have no place: upkeep.yml does not name them");
    }

    @Test
    void aRunThatLeftNothingCannotBeTakenBack() {
        var went = live.inPlace(store).back(new RunId("20261121-080000-00000f"), "tester");

        assertThat(went.outcome())
                .isInstanceOfSatisfying(
                        Outcome.RolledBack.class,
                        failed -> assertThat(failed.cause().kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void ownersComeBackAsRoot() throws IOException {
        assumeThat(Files.getAttribute(temp, "unix:uid"))
                .as("only root can give files away")
                .isEqualTo(0);
        Files.setAttribute(live.at("a.txt"), "unix:uid", 4711);
        store = live.backup();
        backedUp = LiveFiles.seen(live.uploads());
        Files.setAttribute(live.at("a.txt"), "unix:uid", 0);

        restore(LiveFiles.everything());

        assertThat(LiveFiles.seen(live.uploads())).isEqualTo(backedUp);
    }
}
