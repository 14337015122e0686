package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.files.Attributes;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.TreeEntries;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PreviousFilesTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final ObjectRef OBJECT = new ObjectRef("0".repeat(64), 3, 12);

    @Test
    void anUnchangedFileIsFoundAlthoughOthersCameAndWent() {
        var previous = previous(line("a", "gone", true), line("a", "kept", true), line("b", "a", true));

        assertThat(previous.sameContent("a", file("aa-new"))).isEmpty();
        assertThat(previous.sameContent("a", file("kept"))).isPresent();
        assertThat(previous.sameContent("a", file("z-new"))).isEmpty();
        assertThat(previous.sameContent("b", file("a"))).isPresent();
        assertThat(previous.sameContent("c", file("a"))).isEmpty();
    }

    @Test
    void theSameNameInAnotherGroupIsAnotherFile() {
        assertThat(previous(line("a", "x", true)).sameContent("b", file("x"))).isEmpty();
    }

    @Test
    void aFileThatNeverRestedIsReadAgain() {
        assertThat(previous(line("a", "x", false)).sameContent("a", file("x"))).isEmpty();
    }

    @Test
    void namesAreInTheOrderOfTheWalk() {
        var previous = previous(line("a", "d/x", true), line("a", "d-", true), line("a", "d.x", true));

        assertThat(Stream.of("d/x", "d-", "d.x").map(name -> previous.sameContent("a", file(name))))
                .allMatch(java.util.Optional::isPresent);
    }

    private static PreviousFiles previous(FileEntry... lines) {
        return new PreviousFiles(Stream.of(lines).iterator(), () -> {}, LONG_AGO.plusSeconds(3600));
    }

    private static FileEntry line(String group, String name, boolean settled) {
        return TreeEntries.line(group, file(name), OBJECT, false, settled);
    }

    private static TreeEntry.Regular file(String name) {
        var attributes = new Attributes(0644, 1000, 1000, "vms", "1000", LONG_AGO);
        return new TreeEntry.Regular(TreeName.of(name), attributes, 3, LONG_AGO, 1, 7);
    }
}
