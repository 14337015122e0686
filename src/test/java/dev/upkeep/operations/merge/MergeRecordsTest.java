package dev.upkeep.operations.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.drivers.database.InsertedTable;
import dev.upkeep.run.RunId;
import dev.upkeep.testkit.MemoryRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A record says what was written, whole, or that it can't.
final class MergeRecordsTest {
    private static final RunId RUN = new RunId("20261121-070000-00000a");

    @TempDir
    Path temp;

    private Path written() {
        var records = new MergeRecords(temp.resolve("merges"));
        var record = records.begin("vms", "20261121T020500Z-4f2a9c", new QuietContext(RUN));
        record.begin("16384");
        record.table(new InsertedTable("public.\"Odd, \"\"ü\"", "4711", List.of("id"), List.of("id", "\"n\""), 2));
        record.row("aa\t1\n".getBytes(StandardCharsets.UTF_8));
        record.row("bb\t\\n ü\n".getBytes(StandardCharsets.UTF_8));
        record.table(new InsertedTable("public.none", "4712", List.of("id"), List.of("id"), 0));
        assertThat(records.file(RUN)).as("it is not complete").doesNotExist();
        record.complete();
        return records.file(RUN);
    }

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        var file = written();
        var records = new MergeRecords(temp.resolve("merges"));

        assertThat(records.app(RUN)).isEqualTo("vms");
        assertThat(records.inserted(RUN).rows()).isEqualTo(2);
        var copy = new MemoryRecord();
        records.recorded(RUN).replay(copy);
        var again = new RecordWriter(temp.resolve("again"), "vms", "20261121T020500Z-4f2a9c", new QuietContext(RUN));
        copy.replay(again);
        assertThat(temp.resolve("again")).hasSameTextualContentAs(file);
        assertThat(Files.readAllLines(file).getFirst()).isEqualTo("""
                {"upkeep_merge":1,"app":"vms","set":"20261121T020500Z-4f2a9c","run":"%s","database":"16384"}""".formatted(RUN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void whateverIsChangedOrMissingIsSaid() throws IOException {
        var file = written();
        var whole = Files.readAllBytes(file);
        var records = new MergeRecords(temp.resolve("merges"));
        var readable = new ArrayList<Integer>();
        for (var at = 0; at < whole.length - 1; at++) {
            var changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            if (canBeRead(records)) {
                readable.add(at);
            }
            Files.write(file, java.util.Arrays.copyOf(whole, at));
            assertThat(canBeRead(records)).as("cut at " + at).isFalse();
        }
        assertThat(readable).isEmpty();
        Files.delete(file);
        assertThatThrownBy(() -> records.recorded(RUN))
                .hasMessage("there is no record of rows that run %s merged: %s".formatted(RUN, file));
    }

    private static boolean canBeRead(MergeRecords records) {
        try {
            records.recorded(RUN).replay(new MemoryRecord());
            return true;
        } catch (dev.upkeep.base.problem.UpkeepException refused) {
            assertThat(refused).hasMessageContaining("can't be read");
            return false;
        }
    }
}
