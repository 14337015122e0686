package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.inplace.InPlace.Order;
import dev.upkeep.run.RunId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `restore --files … --in-place [--over-newer]`: files back where they live; and `restore --back RUN`, which takes
/// that
/// back.
final class InPlaceOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--in-place",
            description = "with --files: where they live; what differs here is kept first, what is newer here stays")
    private boolean inPlace;

    @Option(names = "--over-newer", description = "with --in-place: what is newer here is replaced too (and kept)")
    private boolean overNewer;

    @Option(names = "--back", paramLabel = "RUN", description = "takes back what a restore --in-place did")
    private @Nullable String back;

    /// What was typed besides.
    ///
    /// @param others whether something else than files is to be restored
    record Besides(boolean files, boolean to, boolean others, boolean set, boolean plan, boolean yes) {}

    /// @throws ParameterException when the options do not fit together
    boolean given(Besides besides) {
        if (back != null && (besides.files() || besides.to() || besides.others() || besides.set() || inPlace)) {
            throw wrong("--back RUN stands alone, after the app");
        }
        if (back != null && besides.plan()) {
            throw wrong("--back has no --plan: what was changed since always stays");
        }
        if (inPlace && (!besides.files() || besides.to() || besides.others())) {
            throw wrong("--in-place goes with --files, and without --to");
        }
        if (overNewer && !inPlace) {
            throw wrong("--over-newer goes with --files --in-place");
        }
        return inPlace || back != null;
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    int perform(CommandLineFace face, @Nullable String app, String set, @Nullable List<String> files, Besides besides) {
        if (back != null) {
            var run = back;
            return face.performOn(app, (bench, output) -> goBack(face, bench, output, app, runId(run), besides.yes()));
        }
        var order = new Order(set, files == null ? List.of() : files, overNewer);
        return face.performOn(app, (bench, output) -> putBack(face, bench, output, app, order, besides));
    }

    private static RunId runId(String text) {
        try {
            return new RunId(text);
        } catch (IllegalArgumentException wrong) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "\"%s\" is not the id of a run".formatted(text),
                    "It is in the answer of the restore, and in: upkeep runs",
                    wrong);
        }
    }

    private static int putBack(
            CommandLineFace face, Workbench bench, Output output, @Nullable String app, Order order, Besides besides) {
        var chosen = bench.app(Optional.ofNullable(app));
        var restores = bench.inPlace(chosen);
        var answer = new InPlaceAnswer(output, chosen.name());
        if (besides.plan()) {
            return answer.plan(restores.plan(order));
        }
        var wanted = order;
        if (!besides.yes() && face.confirmation().canAsk()) {
            var shown = restores.plan(order);
            answer.words(shown);
            wanted = order.of(shown.set().set().value());
        }
        face.confirmation()
                .require(
                        besides.yes(),
                        chosen.name(),
                        "putting files of %s in their place"
                                .formatted(wanted.prefix().isEmpty() ? "the newest set" : "set " + wanted.prefix()),
                        words(chosen.name(), order));
        return answer.tell(restores.perform(wanted, bench.who()));
    }

    private static String words(String app, Order order) {
        return "upkeep restore %s%s --files%s --in-place%s --yes"
                .formatted(
                        app,
                        order.prefix().isEmpty() ? "" : " " + order.prefix(),
                        order.paths().isEmpty() ? "" : " " + String.join(" ", order.paths()),
                        order.overNewer() ? " --over-newer" : "");
    }

    private static int goBack(
            CommandLineFace face, Workbench bench, Output output, @Nullable String app, RunId run, boolean yes) {
        var chosen = bench.app(Optional.ofNullable(app));
        face.confirmation()
                .require(
                        yes,
                        chosen.name(),
                        "taking back run %s".formatted(run),
                        "upkeep restore %s --back %s --yes".formatted(chosen.name(), run));
        return new InPlaceAnswer(output, chosen.name())
                .tell(bench.inPlace(chosen).back(run, bench.who()));
    }
}
