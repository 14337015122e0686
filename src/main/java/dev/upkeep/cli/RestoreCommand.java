package dev.upkeep.cli;

import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.restore.Restores.Restored;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep restore [APP [SET]] --into NAME`, `--files [PATH…] --to FOLDER`, `--table` by [TableOptions], `--merge` by
/// [MergeOptions], and `--in-place` by [InPlaceOptions].
@Command(
        name = "restore",
        description = "Brings a set back: beside the live application, or in the place of its database or files.",
        footer = {
            "",
            "Examples:",
            "  upkeep restore vms --into vms_yesterday          the newest set, as a new database",
            "  upkeep restore vms 20261120T02 --into vms_monday",
            "  upkeep restore vms --replace --plan              what replacing the live database would do",
            "  upkeep restore vms --replace                     the live database becomes the newest set",
            "  upkeep restore vms --files --to /srv/vms-files   all files of the newest set",
            "  upkeep restore vms --files uploads/2026 --to /tmp/found",
            "  upkeep restore vms --files uploads settings --in-place --plan",
            "  upkeep restore vms --files uploads --in-place    what is missing or older here, back where it lives",
            "  upkeep restore vms --back RUN                    as it was before that",
            "  upkeep restore vms --table hours,people          into a schema restored_DAY_TIME of the live database",
            "  upkeep restore vms 20261120T02 --table public.hours --to-schema monday",
            "  upkeep restore vms --table hours --merge --plan  which rows of hours are missing, and what they need",
            "  upkeep restore vms --table hours --merge --where \"person = 7\"",
            "  upkeep restore vms --undo-merge 20261121-073501-4f2a9c",
            "",
            "It is checked against the set before it is called done; on failure nothing is left.",
            "To go back: drop the new database or schema, or remove the new folder. After --replace the old database",
            "stays beside the live one, and the answer holds the commands that put it back or remove it. --in-place",
            "keeps what it replaces in .upkeep-before-RUN, which no backup takes, and leaves alone what is not in the set.",
            "--merge changes no row that is there; --undo-merge takes exactly the inserted ones out again."
        })
final class RestoreCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SET",
            description = "id or an unmistakable beginning (default: the newest)")
    private String set = "";

    @Option(names = "--into", paramLabel = "NAME", description = "a new database of this name, which must not exist")
    private @Nullable String into;

    @Option(
            names = "--files",
            arity = "0..*",
            paramLabel = "GROUP[/PATH]",
            description = "files: all, or the named groups, folders and files")
    private @Nullable List<String> files;

    @Option(names = "--replace", description = "the set takes the place of the live database, which is kept beside it")
    private boolean replace;

    @Option(names = "--plan", description = "with --replace, --in-place or --merge: only say what would happen")
    private boolean plan;

    @Option(
            names = "--yes",
            description = "with --replace, --in-place, --back, --merge or --undo-merge: for programs;"
                    + " people type the app's name instead")
    private boolean yes;

    @Option(names = "--to", paramLabel = "FOLDER", description = "a new or empty folder for the files")
    private @Nullable Path to;

    @Mixin
    private final InPlaceOptions inPlace = new InPlaceOptions();

    @Mixin
    private final TableOptions tables = new TableOptions();

    @Mixin
    private final MergeOptions merging = new MergeOptions();

    RestoreCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        var besides = new InPlaceOptions.Besides(
                files != null, to != null, into != null || replace, !set.isEmpty(), plan, yes);
        if (inPlace.given(besides)) {
            tables.given(false);
            merging.given(false, false);
            return inPlace.perform(face, app, set, files, besides);
        }
        var alone = into == null && files == null && to == null && !replace;
        var named = tables.given(alone);
        var merges = merging.given(named, alone && set.isEmpty());
        if ((plan || yes) && !replace && !merges) {
            throw wrong("--plan and --yes go with --replace, --in-place and --merge");
        }
        if (merges) {
            var typed = new MergeOptions.Typed(app, set, tables.forMerge(), plan, yes);
            return face.performOn(app, (bench, output) -> merging.perform(bench, typed, face.confirmation(), output));
        }
        if (named) {
            return face.performOn(app, (bench, output) -> tables.restore(bench, app, set, output));
        }
        checkWords();
        if (replace) {
            return face.performOn(app, this::replace);
        }
        return face.performOn(app, (bench, output) -> {
            var restores = bench.restores(bench.app(Optional.ofNullable(app)));
            return tell(restore(restores, bench.who()), output);
        });
    }

    private void checkWords() {
        var ways = (into == null ? 0 : 1) + (files == null ? 0 : 1) + (replace ? 1 : 0);
        if (ways != 1) {
            throw wrong("say what to restore: --into NAME or --replace for the database, --files with --to FOLDER or"
                    + " --in-place for files, or --table NAMES");
        }
        if ((files == null) != (to == null)) {
            throw wrong("--files goes with --to FOLDER or --in-place");
        }
    }

    private int replace(Workbench bench, Output output) {
        var chosen = bench.app(Optional.ofNullable(app));
        var replacements = bench.replacements(chosen);
        var answer = new ReplaceAnswer(output);
        if (plan) {
            return answer.plan(replacements.plan(set));
        }
        var wanted = set;
        if (!yes && face.confirmation().canAsk()) {
            var shown = replacements.plan(set);
            answer.words(shown);
            wanted = shown.set().set().value();
        }
        face.confirmation()
                .require(
                        yes,
                        chosen.name(),
                        "replacing database \"%s\" with %s"
                                .formatted(
                                        chosen.database().name(),
                                        wanted.isEmpty() ? "the newest set" : "set " + wanted),
                        "upkeep restore %s%s --replace --yes".formatted(chosen.name(), set.isEmpty() ? "" : " " + set));
        return answer.tell(replacements.perform(wanted, bench.who()));
    }

    private ParameterException wrong(String message) {
        var line = spec == null ? new CommandLine(this) : spec.commandLine();
        return new ParameterException(line, message);
    }

    private Restored restore(Restores restores, String who) {
        if (into != null) {
            return restores.database(set, into, who);
        }
        var folder = to == null ? Path.of("") : to;
        return restores.files(set, files == null ? List.of() : files, folder, who);
    }

    private int tell(Restored restored, Output output) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", restored.set());
        fields.put("outcome", restored.outcome().word());
        fields.put("run", restored.run());
        fields.put(into == null ? "folder" : "database", restored.place());
        var exit = Ends.tell(restored.outcome(), restored.run(), fields, output);
        if (exit == 0 && !output.json()) {
            output.say(
                    into == null
                            ? "The files of set %s are in %s.".formatted(restored.set(), restored.place())
                            : "Set %s is database \"%s\" now, equal to its moment in every row."
                                    .formatted(restored.set(), restored.place()));
        }
        return exit;
    }
}
