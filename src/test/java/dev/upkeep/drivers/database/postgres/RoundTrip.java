package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Comparison;
import dev.upkeep.drivers.database.Comparison.Difference;
import dev.upkeep.drivers.database.Comparison.Expected;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.Part;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.database.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Takes a moment and restores it at once, as a backup and a restore do with a store between them.
final class RoundTrip {
    private static final int WORKERS = 2;

    private final Snapshot live;
    private final Path folder;

    RoundTrip(Snapshot live, Path folder) {
        this.live = live;
        this.folder = folder;
    }

    /// @return in what the restored database differs; it is dropped when the restore failed
    List<Difference> into(Server server, String name) throws IOException {
        try (var made = server.create(name, live.description())) {
            restore(made);
            try (var restored = made.snapshot(WORKERS)) {
                return differences(restored);
            }
        } catch (UpkeepException failure) {
            server.drop(name);
            throw failure;
        }
    }

    List<Difference> differences(Snapshot restored) {
        return Comparison.of(expected(), restored, WORKERS, bytes -> {});
    }

    private Expected expected() {
        var tables = live.tables().stream()
                .map(table -> new Expected.Rows(
                        table,
                        live.pieces(table, 0).stream()
                                .map(piece -> live.copy(piece, OutputStream.nullOutputStream()))
                                .reduce(Reading.NOTHING, Reading::plus)))
                .toList();
        return new Expected(live.inventory(), tables, live.sequences(), live.largeObjects());
    }

    private void restore(NewDatabase made) throws IOException {
        for (var part : live.parts()) {
            try (var out = Files.newOutputStream(folder.resolve(part.name()))) {
                live.write(part, out);
            }
        }
        made.before(folder.resolve("definitions.dump"));
        for (var table : live.tables()) {
            for (var piece : live.pieces(table, 0)) {
                var content = new ByteArrayOutputStream();
                var reading = live.copy(piece, content);
                made.load(table, new ByteArrayInputStream(content.toByteArray()), reading.rows());
            }
        }
        if (live.parts().contains(new Part("large-objects.dump"))) {
            made.largeObjects(folder.resolve("large-objects.dump"));
        }
        made.sequences(live.sequences());
        made.after(folder.resolve("definitions.dump"), WORKERS);
        made.settle(live.description());
    }
}
