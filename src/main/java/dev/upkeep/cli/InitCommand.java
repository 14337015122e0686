package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.discovery.Clue;
import dev.upkeep.operations.discovery.Discovery;
import dev.upkeep.operations.discovery.Proposal;
import dev.upkeep.operations.doctor.Finding;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep init [FOLDER]`.
@Command(
        name = "init",
        description = "Looks at the folder of an application, writes its upkeep.yml, and lets the doctor look at that.",
        footer = {
            "",
            "It reads .env, settings of Django, Flask, Laravel, NestJS, Java and Compose files, and runs none of them.",
            "No password is copied: the file refers to where the application has it. A file that is there stays.",
            "",
            "Examples:",
            "  upkeep init /srv/vms                                 writes ./upkeep.yml",
            "  upkeep init /srv/vms --print                         only shows what it would write",
            "  upkeep --config /etc/upkeep/vms.yml init /srv/vms    writes that file",
            "  upkeep init --store /mnt/disk2/upkeep                for the application in this folder",
            "",
            "Exit codes: 0 it is complete and nothing failed, 3 the doctor found something, 4 the file is there already,",
            "  5 something is to be written by hand."
        })
final class InitCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FOLDER", description = "of the application (default: here)")
    private Path folder = Path.of("");

    @Option(names = "--store", paramLabel = "FOLDER", description = "where sets are to be kept, best on another disk")
    private @Nullable Path store;

    @Option(names = "--print", description = "writes no file: shows it")
    private boolean print;

    InitCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performAlone(this::init);
    }

    private int init(Output output) {
        var discovery = Discovery.ofThisMachine();
        var proposal = discovery.look(
                folder.toAbsolutePath(),
                Optional.ofNullable(store).map(Path::toAbsolutePath).orElseGet(discovery::usualStore));
        if (proposal.isEmpty()) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "nothing of an application was seen in %s".formatted(proposal.folder()),
                    "Name its folder: upkeep init FOLDER. docs/reference/upkeep.yml shows how to write the file by hand.");
        }
        if (print) {
            return show(proposal, output);
        }
        var file = face.configToWrite(proposal.app().value()).toAbsolutePath().normalize();
        write(proposal.text(), file);
        tell(proposal, file, output);
        if (!proposal.isComplete()) {
            return incomplete(proposal, file, output);
        }
        return face.performOn(file, (bench, same) -> examine(proposal, file, bench, same));
    }

    private static int show(Proposal proposal, Output output) {
        var document = document(proposal);
        document.put("text", proposal.text());
        output.document(document);
        if (!output.json()) {
            proposal.text().lines().forEach(output::say);
        }
        return proposal.isComplete() ? 0 : Kind.MISSING.exitCode();
    }

    /// Never over another file, nor through a link that somebody put there.
    private static void write(String text, Path file) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "%s is there already, and stays as it is".formatted(file),
                    "See what would be written: upkeep init FOLDER --print. To begin anew move the file away.",
                    there);
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "%s can't be written (%s)"
                            .formatted(file, failure.getClass().getSimpleName()),
                    "Name another file: upkeep --config FILE init FOLDER",
                    failure);
        }
    }

    private static void tell(Proposal proposal, Path file, Output output) {
        var shapes = proposal.shapes().isEmpty() ? "No known shape" : String.join(", ", proposal.shapes());
        output.say("%s in %s. Wrote %s:".formatted(shapes, proposal.folder(), file));
        var table = new Columns("KEY", "VALUE", "SEEN");
        proposal.values().forEach((key, value) -> {
            switch (value) {
                case Clue.Seen(var text, var where) -> table.row("  " + key, text, where);
                case Clue.Unread(var why, var where) -> table.row("  " + key, "not readable: " + why, where);
            }
        });
        table.lines().stream().skip(1).forEach(output::say);
        proposal.remarks().forEach(remark -> output.say("Seen besides: " + remark + "."));
    }

    private static int incomplete(Proposal proposal, Path file, Output output) {
        var problem = new Problem(
                Kind.MISSING,
                proposal.whatIsMissing(),
                "Complete the lines that begin with # in %s, then run: upkeep doctor".formatted(file));
        var document = document(proposal);
        document.put("file", file.toString());
        document.put("problem", Output.asMap(problem));
        output.document(document);
        output.explain(problem, "");
        return problem.kind().exitCode();
    }

    private static int examine(Proposal proposal, Path file, Workbench bench, Output output) {
        var findings = new LinkedHashMap<String, List<Finding>>();
        bench.apps().forEach(app -> findings.put(app.name(), bench.doctor().examine(app)));
        var document = document(proposal);
        document.put("file", file.toString());
        document.put("findings", DoctorCommand.fields(findings));
        output.document(document);
        findings.forEach((name, found) -> DoctorCommand.print(name, found, false, output));
        var exit = DoctorCommand.exitCode(findings);
        output.say(exit == 0 ? "Take the first set: upkeep backup" : "Mend this, then run: upkeep doctor");
        return exit;
    }

    private static Map<String, Object> document(Proposal proposal) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("folder", proposal.folder().toString());
        fields.put("shapes", proposal.shapes());
        fields.put("complete", proposal.isComplete());
        fields.put(
                "settings",
                proposal.values().entrySet().stream().map(InitCommand::fields).toList());
        fields.put("remarks", proposal.remarks());
        return fields;
    }

    private static Map<String, Object> fields(Map.Entry<String, Clue.Value> setting) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("key", setting.getKey());
        fields.put("value", setting.getValue() instanceof Clue.Seen seen ? seen.value() : null);
        fields.put("why", setting.getValue() instanceof Clue.Unread unread ? unread.why() : null);
        fields.put("seen", setting.getValue().where());
        return fields;
    }
}
