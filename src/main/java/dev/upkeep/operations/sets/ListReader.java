package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.FileEntry.Regular;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the two lists of a set, line by line. A list is checked wholly before its first line is handed out, so
/// that nobody acts on half of a damaged one.
public final class ListReader {
    private final ObjectReader objects;

    public ListReader(Store store) {
        objects = new ObjectReader(store);
    }

    /// @throws UpkeepException DAMAGED when the list is missing or not what the manifest says
    public void database(Manifest manifest, Consumer<DatabaseEntry> reader) {
        read(manifest.databaseList(), "database.list of set " + manifest.set(), DatabaseList::read, reader);
    }

    /// @throws UpkeepException DAMAGED when the list is missing or not what the manifest says
    public void files(Manifest manifest, Consumer<FileEntry> reader) {
        read(manifest.filesList(), "files.list of set " + manifest.set(), FilesList::read, reader);
    }

    /// Every object that the set needs, the lists too; one may come several times.
    public void objects(Manifest manifest, Consumer<ObjectRef> reader) {
        reader.accept(manifest.databaseList());
        reader.accept(manifest.filesList());
        reader.accept(manifest.inventory());
        database(manifest, entry -> {
            switch (entry) {
                case DatabaseEntry.PartEntry part -> reader.accept(part.object());
                case DatabaseEntry.PieceEntry piece -> reader.accept(piece.object());
                case DatabaseEntry.About ignored -> {}
                case DatabaseEntry.SettingEntry ignored -> {}
                case DatabaseEntry.TableEntry ignored -> {}
                case DatabaseEntry.SequenceEntry ignored -> {}
            }
        });
        files(manifest, entry -> {
            if (entry instanceof Regular file) {
                reader.accept(file.object());
            }
        });
    }

    /// The files, one at a time; close it.
    ///
    /// @throws UpkeepException DAMAGED when the list is missing or not what the manifest says
    public OpenList<FileEntry> openFiles(Manifest manifest) {
        var what = "files.list of set " + manifest.set();
        check(manifest.filesList(), what);
        var lines = lines(manifest.filesList());
        try {
            checkFormat(lines.readLine(), what);
            return new OpenList<>(lines, line -> decode(line, what, FilesList::read));
        } catch (IOException broken) {
            throw Json.damaged(what, String.valueOf(broken.getMessage()), broken);
        }
    }

    private <T> void read(ObjectRef list, String what, Function<String, T> codec, Consumer<T> reader) {
        check(list, what);
        try (var lines = lines(list)) {
            checkFormat(lines.readLine(), what);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(decode(line, what, codec));
            }
        } catch (IOException broken) {
            throw Json.damaged(what, String.valueOf(broken.getMessage()), broken);
        }
    }

    private void check(ObjectRef list, String what) {
        var found = objects.examine(list);
        if (!found.isGood()) {
            throw Json.damaged(what, found.inWords(), null);
        }
    }

    private BufferedReader lines(ObjectRef list) {
        return new BufferedReader(new InputStreamReader(objects.open(list), StandardCharsets.US_ASCII), 64 * 1024);
    }

    private static void checkFormat(@Nullable String line, String what) {
        if (!("format\t" + Manifest.FORMAT).equals(line)) {
            throw new UpkeepException(
                    Kind.REFUSED, what + " was written by a newer Upkeep", "Use that version of Upkeep.");
        }
    }

    private static <T> T decode(String line, String what, Function<String, T> codec) {
        try {
            return codec.apply(line);
        } catch (IllegalArgumentException wrong) {
            throw Json.damaged(what, String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
