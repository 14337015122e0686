package dev.upkeep.cli;

import dev.upkeep.operations.merge.Consent;
import dev.upkeep.operations.merge.MergeRequest;
import dev.upkeep.operations.tables.TableWords;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `restore --table NAMES --merge`: rows that were lost, into the live tables; and `restore --undo-merge RUN`,
/// which takes them out again.
final class MergeOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--merge", description = "with --table: insert the rows that are missing into the live tables")
    private boolean merge;

    @Option(names = "--where", paramLabel = "SQL", description = "with --merge: only rows of the table that fit")
    private String where = "";

    @Option(
            names = "--key",
            paramLabel = "NAME",
            description = "with --merge: the unique key that says which rows are missing (default: the primary key)")
    private @Nullable List<String> keys;

    @Option(names = "--children", description = "with --merge: also missing rows that refer to inserted ones")
    private boolean children;

    @Option(names = "--triggers", description = "with --merge: let the tables' triggers fire")
    private boolean triggers;

    @Option(
            names = "--undo-merge",
            paramLabel = "RUN",
            description = "take exactly the rows out again that this merge inserted")
    private @Nullable String undo;

    /// @param tables whether `--table` is given
    /// @param alone whether nothing else is to be restored, and no set is named
    /// @throws ParameterException when the options do not fit together
    boolean given(boolean tables, boolean alone) {
        if (undo != null && (tables || merge || !alone)) {
            throw wrong("--undo-merge RUN stands alone, without a set: the record of the merge says what to take out");
        }
        if (merge && !tables) {
            throw wrong("--merge goes with --table: name the tables whose rows are missing");
        }
        if (!merge && (!where.isEmpty() || keys != null || children || triggers)) {
            throw wrong("--where, --key, --children and --triggers go with --merge");
        }
        return merge || undo != null;
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    /// What stands behind the verb, for both.
    ///
    /// @param app as typed; null for the only one
    /// @param set as typed; empty for the newest
    record Typed(@Nullable String app, String set, List<String> tables, boolean plan, boolean yes) {}

    int perform(Workbench bench, Typed typed, Confirmation confirmation, Output output) {
        var app = bench.app(Optional.ofNullable(typed.app()));
        var answer = new MergeAnswer(app.name(), output);
        var merges = bench.merges(app);
        if (undo != null) {
            if (typed.plan()) {
                throw wrong("--undo-merge has no --plan: it refuses, and changes nothing, when rows were changed");
            }
            confirmation.require(
                    typed.yes(),
                    app.name(),
                    "taking the rows of merge %s out of database \"%s\""
                            .formatted(undo, app.database().name()),
                    "upkeep restore %s --undo-merge %s --yes".formatted(app.name(), undo));
            return answer.tell(merges.undo(undo, bench.who()));
        }
        var request = new MergeRequest(
                TableWords.of(typed.tables()), where, keys == null ? List.of() : keys, children, triggers);
        if (typed.plan()) {
            return answer.plan(merges.plan(typed.set(), request, bench.who()));
        }
        return answer.tell(
                merges.merge(typed.set(), request, consent(typed, app.name(), confirmation, answer), bench.who()));
    }

    /// A program that does not say `--yes` is refused before anything is made.
    private static Consent consent(Typed typed, String app, Confirmation confirmation, MergeAnswer answer) {
        var command = "upkeep restore %s%s --table %s --merge --yes"
                .formatted(app, typed.set().isEmpty() ? "" : " " + typed.set(), String.join(",", typed.tables()));
        if (typed.yes()) {
            return Consent.GIVEN;
        }
        if (!confirmation.canAsk()) {
            confirmation.require(false, app, "merging rows into the live database", command);
        }
        return (set, missing) -> {
            answer.words(set, missing);
            if (missing.rows() > 0) {
                confirmation.require(false, app, "inserting %s".formatted(Text.count(missing.rows(), "row")), command);
            }
            return true;
        };
    }
}
