package dev.upkeep.operations.inplace;

import dev.upkeep.base.text.RawName;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.FilesList;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.TreeEntries;
import dev.upkeep.run.StateJson;
import java.util.Optional;

/// What is done about a name, and what was there when it was decided.
///
/// @param why it is refused, or empty
record Decision(What what, Item item, Optional<TreeEntry> was, String why) {
    /// Nobody asks what the content was: it is kept.
    private static final ObjectRef UNKNOWN = new ObjectRef("0".repeat(64), 0, 1);

    /// As it stands in the list of a run: lines of a `files.list`, and a name; empty for what is not.
    private record Listed(What what, String now, String first, String was) {}

    Decision(What what, Item item, Optional<TreeEntry> was) {
        this(what, item, was, "");
    }

    boolean changesSomething() {
        return switch (what) {
            case COMES_BACK, REPLACED, MENDED -> true;
            case NEWER, SAME, REFUSED -> false;
        };
    }

    /// Without an end.
    String line() {
        return StateJson.write(new Listed(
                what,
                FilesList.line(item.line()),
                item.first().map(name -> name.raw().escaped()).orElse(""),
                was.map(entry -> FilesList.line(line(entry))).orElse("")));
    }

    static Decision of(String line) {
        var listed = StateJson.read(line, Listed.class);
        var first = listed.first().isEmpty()
                ? Optional.<TreeName>empty()
                : Optional.of(TreeName.of(new RawName(listed.first())));
        var was = listed.was().isEmpty()
                ? Optional.<TreeEntry>empty()
                : Optional.of(Item.of(FilesList.read(listed.was())).entry());
        return new Decision(listed.what(), new Item(FilesList.read(listed.now()), first), was);
    }

    private FileEntry line(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.Regular file -> TreeEntries.line(item.group(), file, UNKNOWN, false, true);
            case TreeEntry.Folder folder -> TreeEntries.line(item.group(), folder);
            case TreeEntry.Symlink link -> TreeEntries.line(item.group(), link);
            case TreeEntry.HardLink link -> TreeEntries.line(item.group(), link);
        };
    }
}
