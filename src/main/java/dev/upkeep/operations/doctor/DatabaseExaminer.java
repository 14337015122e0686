package dev.upkeep.operations.doctor;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Examination;
import dev.upkeep.drivers.database.Examination.Overview;
import dev.upkeep.drivers.database.Shortcoming;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Looks at the database, its accounts, and whether a proof can be made on this machine.
final class DatabaseExaminer {
    private static final String CONNECTION = "database";
    private static final String BACKUP = "rights to back up";
    private static final String RESTORE = "rights to restore";
    private static final String PROOF = "private server for proofs";

    private final Examination examination;
    private final TrialServers trials;
    private long bytes;

    DatabaseExaminer(Examination examination, TrialServers trials) {
        this.examination = examination;
        this.trials = trials;
    }

    /// Of the database, once it was examined; 0 when it could not be.
    long bytes() {
        return bytes;
    }

    List<Finding> examine() {
        try {
            return examine(examination.overview());
        } catch (UpkeepException failure) {
            var first = "The database could not be entered";
            var remedy = "Correct that first, then run: upkeep doctor";
            return List.of(
                    Failure.of(CONNECTION, failure.problem()),
                    new Unknown(BACKUP, first, remedy),
                    new Unknown(RESTORE, first, remedy),
                    new Unknown(PROOF, first, remedy));
        }
    }

    private List<Finding> examine(Overview overview) {
        bytes = overview.bytes();
        var found = new ArrayList<Finding>();
        found.add(new Fine(
                CONNECTION,
                "%s, version %s, %d MB"
                        .formatted(examination.address(), overview.outline().serverVersion(), bytes / 1_000_000)));
        found.addAll(looked(BACKUP, examination::toBackUp));
        found.addAll(looked(RESTORE, examination::toRestore));
        found.addAll(looked(PROOF, () -> toProve(overview.outline())));
        return found;
    }

    private List<Shortcoming> toProve(DatabaseDescription outline) {
        return trials.obstacles(outline).stream()
                .map(obstacle -> new Shortcoming(obstacle, ""))
                .toList();
    }

    private static List<Finding> looked(String what, Supplier<List<Shortcoming>> look) {
        try {
            var missing = look.get();
            return missing.isEmpty()
                    ? List.of(new Fine(what, "nothing is missing"))
                    : missing.stream()
                            .<Finding>map(each -> new Failure(what, each.what(), each.remedy()))
                            .toList();
        } catch (UpkeepException failure) {
            return List.of(Failure.of(what, failure.problem()));
        }
    }
}
