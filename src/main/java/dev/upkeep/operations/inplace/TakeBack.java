package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.Aside;
import dev.upkeep.drivers.files.GoingBack;
import dev.upkeep.drivers.files.LiveTree;
import dev.upkeep.drivers.files.TreeEntry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayDeque;
import java.util.Deque;

/// Takes back what a run did in one place, from what it left there: needs neither store nor set. What somebody changed
/// since stays, and is named; then what was kept stays too. May be repeated.
final class TakeBack {
    private final String run;
    private final Runnable checkpoint;
    private Count back = Count.NONE;
    private Count left = Count.NONE;

    /// @param checkpoint called for each name, may throw
    TakeBack(String run, Runnable checkpoint) {
        this.run = run;
        this.checkpoint = checkpoint;
    }

    /// What is as it was before the run again.
    Count back() {
        return back;
    }

    /// What was changed since, and stays.
    Count left() {
        return left;
    }

    /// Whether the run left something in that place.
    static boolean isThere(Place place, String run) {
        var kept = place.path().resolve(Aside.nameOf(run)).resolve(place.group());
        return Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS);
    }

    void takeBack(Place place) {
        if (!Files.isDirectory(place.path(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var tree = LiveTree.at(place.path())) {
            var aside = Aside.find(tree, run, place.group());
            if (aside.isPresent()) {
                var before = left.count();
                try (var opened = aside.get()) {
                    takeBack(tree, opened);
                }
                if (left.count() == before) {
                    Aside.remove(tree, run, place.group());
                }
            }
        }
        if (place.missing()) {
            removeIfEmpty(place);
        }
    }

    private void takeBack(LiveTree tree, Aside aside) {
        var going = new GoingBack(tree, aside);
        Deque<Item> folders = new ArrayDeque<>();
        RunList.read(aside.list(), decision -> {
            checkpoint.run();
            if (decision.what() == What.COMES_BACK && isFolder(decision.item())) {
                folders.push(decision.item());
            } else {
                count(decision.item(), takeBack(going, decision));
            }
        });
        while (!folders.isEmpty()) {
            var folder = folders.pop();
            count(folder, going.removeFolder(folder.name()));
        }
        going.finish();
        aside.clear();
    }

    private static boolean isFolder(Item item) {
        return item.entry() instanceof TreeEntry.Folder;
    }

    /// Whatever the list says: a file that is kept was replaced, or going to be. A folder is never kept.
    private static GoingBack.End takeBack(GoingBack going, Decision decision) {
        var entry = decision.item().entry();
        if (!isFolder(decision.item()) && going.keeps(entry.name())) {
            return going.putBack(entry);
        }
        return switch (decision.what()) {
            case COMES_BACK -> going.remove(entry);
            case MENDED -> going.unsettle(decision.was().orElseThrow(), GoingBack.attributes(entry));
            case REPLACED, NEWER, SAME, REFUSED -> GoingBack.End.NOTHING;
        };
    }

    private void count(Item item, GoingBack.End end) {
        switch (end) {
            case BACK -> back = back.and(item.bytes(), item.shown());
            case LEFT -> left = left.and(item.bytes(), item.shown());
            case NOTHING -> {}
        }
    }

    private static void removeIfEmpty(Place place) {
        try {
            Files.deleteIfExists(place.path());
        } catch (DirectoryNotEmptyException used) {
            return;
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not remove %s again: %s".formatted(place.folder(), failed.getMessage()),
                    "Look who owns it.",
                    failed);
        }
    }
}
