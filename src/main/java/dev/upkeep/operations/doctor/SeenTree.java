package dev.upkeep.operations.doctor;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.Excludes;
import dev.upkeep.drivers.files.FileGroup;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.drivers.files.TreeWalk;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts what a walk meets in one group of files. For one thread.
final class SeenTree implements TreeWalk.Visitor {
    private final FileGroup group;
    private final Map<String, Excludes> patterns = new HashMap<>();
    private final Set<String> usedPatterns = new HashSet<>();
    private long files;
    private long bytes;
    private long unreadable;
    private String unreadableExample = "";
    private long skipped;
    private String skippedExample = "";

    SeenTree(FileGroup group, List<String> patterns) {
        this.group = group;
        patterns.forEach(pattern -> this.patterns.put(pattern, new Excludes(List.of(pattern))));
    }

    @Override
    public void entry(TreeEntry entry) {
        if (entry instanceof TreeEntry.Regular file) {
            files++;
            bytes += file.size();
            var path = file.name().in(group.folder());
            if (!Files.isReadable(path)) {
                noteUnreadable("%s may not be read by this account".formatted(path));
            }
        }
    }

    @Override
    public void skipped(TreeName name, String why) {
        skipped++;
        skippedExample = skippedExample.isEmpty() ? name + " " + why : skippedExample;
    }

    @Override
    public void leftOut(TreeName name, boolean folder) {
        patterns.forEach((pattern, alone) -> {
            if (alone.leavesOut(name, folder)) {
                usedPatterns.add(pattern);
            }
        });
    }

    @Override
    public void unreadable(TreeName name, UpkeepException why) {
        noteUnreadable(why.problem().message());
    }

    private void noteUnreadable(String example) {
        unreadable++;
        unreadableExample = unreadableExample.isEmpty() ? example : unreadableExample;
    }

    Set<String> usedPatterns() {
        return usedPatterns;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    long unreadable() {
        return unreadable;
    }

    String unreadableExample() {
        return unreadableExample;
    }

    long skipped() {
        return skipped;
    }

    String skippedExample() {
        return skippedExample;
    }
}
