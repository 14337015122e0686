package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.operations.demo.Claim;
import dev.upkeep.operations.demo.Demo;
import dev.upkeep.operations.demo.DemoReport;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `upkeep demo`.
@Command(
        name = "demo",
        description = "Shows Upkeep's main job on a made-up application with a private PostgreSQL.",
        footer = {
            "",
            "It starts its own server and works in a folder of its own; it touches nothing else, and removes both.",
            "",
            "Examples:",
            "  upkeep demo                waits between its chapters",
            "  upkeep demo --once         asks nothing; exit code 0 only when every promise held",
            "  upkeep demo --keep         leaves server and folder for you to play with",
            "  upkeep demo --remove       ends a kept one"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final CommandLineFace face;
    private final Pause pause = Pause.real();

    @Option(names = "--once", description = "ask nothing, do not wait between chapters")
    private boolean once;

    @Option(names = "--keep", description = "leave the server running and the folder there")
    private boolean keep;

    @Option(names = "--remove", description = "end a kept demo and remove its folder")
    private boolean remove;

    @Option(names = "--folder", paramLabel = "PLACE", description = "where it works (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("upkeep-demo");

    DemoCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.demonstrate(this::show);
    }

    private int show(Demo demo, Output output) {
        var teller = new StoryTeller(output::say, once || output.json() ? () -> {} : () -> waitForEnter(output));
        if (remove) {
            demo.remove(folder, teller);
            output.say("The demo in " + folder + " is ended and removed.");
            output.document(Map.of("outcome", "done"));
            return 0;
        }
        output.say("Upkeep's main job on a made-up application, in about a minute.");
        var report = demo.run(folder, keep, teller);
        output.document(fields(report));
        teller.summary(report);
        next(report).forEach(output::say);
        return report.held() ? 0 : 1;
    }

    /// On a terminal only. Asks whether a line is there instead of waiting in a read, which Ctrl-C could not end.
    private void waitForEnter(Output output) {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return;
        }
        output.say("");
        output.say("     Press Enter to go on.");
        try {
            while (System.in.available() == 0) {
                pause.pause(ASK_AGAIN);
            }
            while (System.in.available() > 0) {
                System.in.skip(System.in.available());
            }
        } catch (IOException e) {
            throw new UpkeepException(
                    Kind.CANCELLED, "nobody can be asked any more: " + e, "Use: upkeep demo --once", e);
        }
    }

    private static List<String> next(DemoReport report) {
        var program = report.program();
        if (!report.kept()) {
            return List.of(
                    "",
                    "Its server and its folder are gone again. What to try next:",
                    "  %s demo --once --keep    the same, and you may play with it afterwards".formatted(program),
                    "  %s init FOLDER           your own application".formatted(program));
        }
        return List.of(
                "",
                "Server and folder stay. What to try next:",
                "  cd " + report.folder(),
                "  ./psql -c 'SELECT * FROM reporting.hours_by_year' volunteers_back",
                "  ./upkeep backups                    the sets, with their proofs",
                "  ./upkeep runs                       what was done; ./upkeep log RUN tells one",
                "  ./upkeep doctor                     what is well with this set-up and what is not",
                "  ./upkeep backup && ./upkeep verify  another set, proven",
                "When you have seen enough:",
                "  %s demo --remove --folder %s".formatted(program, report.folder()));
    }

    private static Map<String, Object> fields(DemoReport report) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("outcome", report.held() ? "done" : "failed");
        fields.put("folder", report.folder().toString());
        fields.put("kept", report.kept());
        fields.put("seconds", report.took().toMillis() / 1000.0);
        fields.put("promises", report.claims().stream().map(DemoCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Claim claim) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("promise", claim.promise());
        fields.put("held", claim.held());
        fields.put("seconds", claim.took().toMillis() / 1000.0);
        fields.put("seen", claim.seen());
        return fields;
    }
}
