package dev.upkeep.operations.inplace;

import dev.upkeep.drivers.files.Aside;
import dev.upkeep.drivers.files.GoingBack;
import dev.upkeep.drivers.files.LiveTree;
import dev.upkeep.drivers.files.Replacing;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeRestore.Content;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ObjectReader;
import java.util.Optional;

/// Does in one place what the run's list says. What was changed since it was decided is decided again.
final class Putting implements AutoCloseable {
    private static final int TRIES = 3;

    private final LiveTree tree;
    private final Aside aside;
    private final Replacing replacing;
    private final ObjectReader objects;
    private final Rule rule;
    private final Counts.Tally tally;
    private final Runnable checkpoint;

    Putting(LiveTree tree, Aside aside, ObjectReader objects, Rule rule, Counts.Tally tally, Runnable checkpoint) {
        this.tree = tree;
        this.aside = aside;
        this.replacing = new Replacing(tree, aside);
        this.objects = objects;
        this.rule = rule;
        this.tally = tally;
        this.checkpoint = checkpoint;
    }

    void carryOut(Decision listed) {
        checkpoint.run();
        var decision = isStillSo(listed) ? listed : decideAgain(listed.item());
        for (var tried = 0; tried < TRIES; tried++) {
            if (isDone(decision)) {
                tally.add(decision);
                return;
            }
            decision = decideAgain(listed.item());
        }
        tally.add(new Decision(What.REFUSED, listed.item(), Optional.empty(), "changes again and again"));
    }

    private boolean isStillSo(Decision listed) {
        return switch (tree.look(listed.item().name())) {
            case LiveTree.Seen.Nothing ignored -> listed.was().isEmpty();
            case LiveTree.Seen.Obstacle ignored -> false;
            case LiveTree.Seen.Thing(var now) ->
                listed.was().filter(was -> Replacing.looksLike(now, was)).isPresent();
        };
    }

    /// What is replaced by the new decision is kept before, too.
    private Decision decideAgain(Item item) {
        var decision = rule.decide(tree, item, checkpoint);
        if (decision.what() == What.REPLACED && replacing.keep(decision.was().orElseThrow())) {
            aside.force();
        }
        return decision;
    }

    /// @return false when what is there is not what was decided about any more
    private boolean isDone(Decision decision) {
        return switch (decision.what()) {
            case COMES_BACK, REPLACED -> put(decision.item(), decision.was());
            case MENDED ->
                replacing.settle(
                        decision.was().orElseThrow(),
                        GoingBack.attributes(decision.item().entry()));
            case NEWER, SAME, REFUSED -> true;
        };
    }

    private boolean put(Item item, Optional<TreeEntry> was) {
        return switch (item.entry()) {
            case TreeEntry.Folder folder -> replacing.folder(folder);
            case TreeEntry.Symlink link -> replacing.symlink(link, was);
            case TreeEntry.Regular file -> putLinked(file, item, was) || putContent(file, item, was);
            case TreeEntry.HardLink link -> throw new IllegalStateException("is put nowhere: " + link);
        };
    }

    /// As another name of the file that it was another name of, when that is there as the set has it.
    private boolean putLinked(TreeEntry.Regular file, Item item, Optional<TreeEntry> was) {
        return item.first()
                .filter(first -> replacing.hardLink(
                        new TreeEntry.Regular(
                                first, file.attributes(), file.size(), file.changed(), file.device(), file.inode()),
                        file.name(),
                        was))
                .isPresent();
    }

    private boolean putContent(TreeEntry.Regular file, Item item, Optional<TreeEntry> was) {
        if (!(item.line() instanceof FileEntry.Regular line)) {
            throw new IllegalStateException("no content: " + item);
        }
        return replacing.file(file, new Content(line.sha256(), line.holes(), () -> objects.open(line.object())), was);
    }

    /// @return what is not as it was recorded, one sentence each
    java.util.List<String> finish() {
        return replacing.finish();
    }

    @Override
    public void close() {
        replacing.close();
    }
}
