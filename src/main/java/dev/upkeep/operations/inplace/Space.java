package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much each disk needs: nothing that is replaced is given free. For one thread.
final class Space {
    private record Need(Path folder, long bytes) {}

    private final Map<FileStore, Need> needs = new LinkedHashMap<>();

    void add(Place place, long bytes) {
        var folder = existing(place.path());
        try {
            needs.merge(
                    Files.getFileStore(folder),
                    new Need(folder, bytes),
                    (before, more) -> new Need(before.folder(), before.bytes() + more.bytes()));
        } catch (IOException failed) {
            throw unknown(folder, failed);
        }
    }

    private static Path existing(Path folder) {
        var parent = folder.getParent();
        return Files.exists(folder) || parent == null ? folder : existing(parent);
    }

    /// Where it surely does not fit, one sentence each.
    List<String> shortages() {
        var found = new ArrayList<String>();
        needs.forEach((disk, need) -> {
            try {
                var free = disk.getUsableSpace();
                if (free < need.bytes()) {
                    found.add("%s has %d bytes free; the files need %d, since what they replace is kept"
                            .formatted(need.folder(), free, need.bytes()));
                }
            } catch (IOException failed) {
                throw unknown(need.folder(), failed);
            }
        });
        return found;
    }

    void requireEnough() {
        var shortages = shortages();
        if (!shortages.isEmpty()) {
            throw new UpkeepException(
                    Kind.MISSING,
                    String.join("; ", shortages),
                    "Make space, or restore less at once; nothing was changed.");
        }
    }

    private static UpkeepException unknown(Path folder, IOException failed) {
        return new UpkeepException(
                Kind.FAILED,
                "how much is free at %s is not known: %s".formatted(folder, failed.getMessage()),
                "Look at its disk (df).",
                failed);
    }
}
