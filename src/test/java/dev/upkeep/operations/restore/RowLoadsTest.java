package dev.upkeep.operations.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RowLoadsTest {
    @Test
    void aTableOfMoreThanAWorkersShareIsLoadedInPiecesByAllTheOthersWhole() {
        var contents = contents(table("small", 5), table("huge", 40, 30, 20), table("middle", 10, 9));

        assertThat(RowLoads.of(contents, 2))
                .extracting(load -> load.table().name() + " " + load.bytes() + (load.whole() ? " whole" : ""))
                .containsExactly("huge 40", "huge 30", "huge 20", "middle 19 whole", "small 5 whole");
    }

    @Test
    void oneWorkerLoadsEveryTableWhole() {
        assertThat(RowLoads.of(contents(table("huge", 40, 30), table("small", 1)), 1))
                .allMatch(RowLoads.Load::whole)
                .extracting(RowLoads.Load::rows)
                .containsExactly(70L, 1L);
    }

    private static DatabaseContents contents(DatabaseContents.TableRows... tables) {
        return new DatabaseContents(Map.of(), List.of(tables), List.of());
    }

    private static DatabaseContents.TableRows table(String name, long... pieces) {
        var entries = LongStream.of(pieces)
                .mapToObj(bytes ->
                        new PieceEntry(1, 0, -1, reading(bytes), new ObjectRef("%064x".formatted(bytes), bytes, bytes)))
                .toList();
        var all = entries.stream().map(PieceEntry::reading).reduce(Reading.NOTHING, Reading::plus);
        var table = new Table(1, "public", name, "public." + name, List.of("id"), "", all.bytes());
        return new DatabaseContents.TableRows(table, all, entries);
    }

    private static Reading reading(long bytes) {
        return new Reading(bytes, Fingerprint.EMPTY, bytes);
    }
}
