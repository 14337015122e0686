package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.GoingBack;
import dev.upkeep.drivers.files.LiveTree;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.operations.sets.FileEntry;
import java.time.Instant;
import java.util.Optional;

/// Decides about one name by what is there now. Content is compared by its hash; it is not read when inode, size and
/// all times are still those of the backup.
///
/// @param overNewer whether what was modified later than the set's is replaced too
/// @param taken when the backup had surely not read the files yet
record Rule(boolean overNewer, Instant taken) {
    Decision decide(LiveTree tree, Item item, Runnable checkpoint) {
        return switch (tree.look(item.name())) {
            case LiveTree.Seen.Nothing ignored -> new Decision(What.COMES_BACK, item, Optional.empty());
            case LiveTree.Seen.Obstacle(var why) -> refused(item, why);
            case LiveTree.Seen.Thing(var now) -> decide(tree, item, now, checkpoint);
        };
    }

    private Decision decide(LiveTree tree, Item item, TreeEntry now, Runnable checkpoint) {
        var recorded = item.entry();
        if (!now.getClass().equals(recorded.getClass())) {
            return refused(item, "%s is %s here and %s in the set".formatted(item.shown(), kind(now), kind(recorded)));
        }
        try {
            if (!isSame(tree, item, now, checkpoint)) {
                var what = isNewer(now, recorded) && !overNewer ? What.NEWER : What.REPLACED;
                return new Decision(what, item, Optional.of(now));
            }
            var what = tree.isSettled(now, GoingBack.attributes(recorded)) ? What.SAME : What.MENDED;
            return new Decision(what, item, Optional.of(now));
        } catch (UpkeepException failed) {
            var kind = failed.problem().kind();
            if (kind == Kind.MISSING || kind == Kind.FAILED) {
                return refused(item, failed.problem().message());
            }
            throw failed;
        }
    }

    private boolean isSame(LiveTree tree, Item item, TreeEntry now, Runnable checkpoint) {
        return switch (now) {
            case TreeEntry.Folder ignored -> true;
            case TreeEntry.HardLink ignored -> true;
            case TreeEntry.Symlink link ->
                item.entry() instanceof TreeEntry.Symlink recorded
                        && link.target().equals(recorded.target());
            case TreeEntry.Regular file ->
                item.line() instanceof FileEntry.Regular line
                        && file.size() == line.size()
                        && (isUntouched(file, item, line)
                                || tree.hash(file.name(), checkpoint).equals(line.sha256()));
        };
    }

    private boolean isUntouched(TreeEntry.Regular file, Item item, FileEntry.Regular line) {
        return line.settled()
                && item.entry() instanceof TreeEntry.Regular recorded
                && file.hasSameContentAs(recorded, taken);
    }

    private static boolean isNewer(TreeEntry now, TreeEntry recorded) {
        var here = GoingBack.attributes(now).modified();
        return here.isAfter(GoingBack.attributes(recorded).modified());
    }

    private static String kind(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.Regular ignored -> "a file";
            case TreeEntry.Folder ignored -> "a folder";
            case TreeEntry.Symlink ignored -> "a link";
            case TreeEntry.HardLink ignored -> "a file";
        };
    }

    private static Decision refused(Item item, String why) {
        return new Decision(What.REFUSED, item, Optional.empty(), why);
    }
}
