package dev.upkeep.operations.backup;

import dev.upkeep.base.text.Quantity;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts the files of a backup and names those that an operator should know of. For one thread.
final class SeenFiles {
    /// So many are named in the log; all are in `files.list`.
    private static final int NAMED = 20;

    private final RunContext context;
    private final List<String> remarks = new ArrayList<>();
    private long moreRemarks;
    private final long expected;
    private long files;

    /// @param expected as many as the set before has; 0 when there is none
    SeenFiles(RunContext context, long expected) {
        this.context = context;
        this.expected = expected;
    }

    void add(FileEntry line) {
        files += line instanceof FileEntry.Regular ? 1 : 0;
        remark(line).ifPresent(this::add);
    }

    long files() {
        return files;
    }

    /// Nobody counts them first. The set before says about how many there are, until there are more. Always under the
    /// same name: what has another name is other work, whose speed is measured anew.
    void progress() {
        context.progress("the files", files, files < expected ? expected : -1, RunContext.Unit.FILES);
    }

    void tell() {
        remarks.forEach(context::note);
        if (moreRemarks > 0) {
            context.note("and %d more like these; the set's files.list names all".formatted(moreRemarks));
        }
        context.note(Quantity.of(files, "file"));
    }

    private void add(String remark) {
        if (remarks.size() < NAMED) {
            remarks.add(remark);
        } else {
            moreRemarks++;
        }
    }

    private static Optional<String> remark(FileEntry line) {
        return switch (line) {
            case FileEntry.Skipped(var group, var path, var why) ->
                Optional.of("not included: %s of files.%s %s".formatted(path, group, why));
            case FileEntry.Regular file
            when !file.settled() ->
                Optional.of("%s of files.%s changed each time it was read; it is kept as it was read last"
                        .formatted(file.path(), file.group()));
            default -> Optional.empty();
        };
    }
}
