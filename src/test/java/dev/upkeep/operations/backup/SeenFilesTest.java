package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.text.RawName;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeenFilesTest {
    private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final FileEntry FILE = new FileEntry.Regular(
            "uploads",
            RawName.EMPTY,
            new FileEntry.Attributes(0600, 0, 0, RawName.EMPTY, RawName.EMPTY, WHEN),
            3,
            "0".repeat(64),
            12,
            new FileEntry.Stamp(WHEN, 1, 2),
            false,
            true);

    private final List<String> shown = new ArrayList<>();

    @Test
    void theSetBeforeSaysAboutHowManyFilesThereAreUntilThereAreMore() {
        var seen = new SeenFiles(new Shown(), 2);

        seen.progress();
        seen.add(FILE);
        seen.progress();
        seen.add(FILE);
        seen.progress();

        assertThat(shown).containsExactly("the files 0 of 2", "the files 1 of 2", "the files 2 of -1");
    }

    @Test
    void theFirstBackupDoesNotGuess() {
        new SeenFiles(new Shown(), 0).progress();

        assertThat(shown).containsExactly("the files 0 of -1");
    }

    private final class Shown implements RunContext {
        @Override
        public RunId run() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void note(String line) {}

        @Override
        public void progress(String what, long done, long total, Unit unit) {
            shown.add("%s %d of %d".formatted(what, done, total));
        }

        @Override
        public void checkpoint() {}
    }
}
