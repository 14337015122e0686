package dev.upkeep.cli;

import dev.upkeep.base.config.Suggestion;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.demo.Demo;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.TakenUp;
import dev.upkeep.run.Watcher;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// `upkeep VERB …`: finds the verb, runs it, turns its end into words or JSON and an exit code.
public final class CommandLineFace {
    private final WorkbenchFactory workbenches;
    private final DemoFactory demos;
    private final PrintStream out;
    private final PrintStream errors;
    private final InstantSource clock;
    private final GlobalOptions options = new GlobalOptions();

    public CommandLineFace(
            WorkbenchFactory workbenches, DemoFactory demos, PrintStream out, PrintStream errors, InstantSource clock) {
        this.workbenches = workbenches;
        this.demos = demos;
        this.out = out;
        this.errors = errors;
        this.clock = clock;
    }

    /// @return the exit code, see [Kind]
    public int run(String... arguments) {
        return line().execute(arguments);
    }

    CommandLine line() {
        var line = new CommandLine(new RootCommand());
        line.addMixin("options", options);
        verbs().forEach(line::addSubcommand);
        line.addSubcommand(new CommandLine.HelpCommand());
        // For the verbs too, so after they are there.
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(this::wrongWords);
        return line;
    }

    private List<Object> verbs() {
        return List.of(
                new InitCommand(this),
                new DoctorCommand(this),
                new ExplainCommand(this),
                new BackupCommand(this),
                new BackupsCommand(this),
                new VerifyCommand(this),
                new DrillCommand(this),
                new ChangesCommand(this),
                new RestoreCommand(this),
                new PruneCommand(this),
                new HoldCommand(this),
                new UnholdCommand(this),
                new UndeleteCommand(this),
                new RunsCommand(this),
                new LogCommand(this),
                new SettleCommand(this),
                new DemoCommand(this),
                new CompletionCommand(this),
                new ManCommand(this));
    }

    InstantSource clock() {
        return clock;
    }

    /// A verb that is about all apps.
    int perform(Work work) {
        return perform(options.config, Optional.empty(), work);
    }

    /// A verb that is about one app.
    ///
    /// @param app as typed; null for the only one
    int performOn(@Nullable String app, Work work) {
        return perform(options.config, Optional.ofNullable(app), work);
    }

    /// A verb that is about what one file describes.
    int performOn(Path file, Work work) {
        return perform(file, Optional.empty(), work);
    }

    /// A verb that needs no configuration.
    int performAlone(ToIntFunction<Output> work) {
        var output = new Output(out, errors, options.json);
        return guarded(output, () -> work.applyAsInt(output));
    }

    /// Where a configuration is to be written: as named, else in this folder.
    Path configToWrite(String app) {
        var named = options.config == null ? Path.of("upkeep.yml") : options.config;
        return Files.isDirectory(named) ? named.resolve(app + ".yml") : named;
    }

    /// Takes up what dead processes left behind, then does a verb's work and says its problem, if it has one.
    private int perform(@Nullable Path config, Optional<String> app, Work work) {
        var output = new Output(out, errors, options.json);
        try (var interruption = Interruption.watch();
                var bench = workbenches.open(config, options.state, interruption.stop(), watcher())) {
            return interruption.finished(answer(app, work, bench, output));
        } catch (UpkeepException failed) {
            return tell(output, failed.problem());
        }
    }

    /// Shows the demo, which needs no configuration.
    int demonstrate(ToIntBiFunction<Demo, Output> showing) {
        var output = new Output(out, errors, options.json);
        try (var interruption = Interruption.watch()) {
            return interruption.finished(
                    guarded(output, () -> showing.applyAsInt(demos.make(interruption.stop()), output)));
        }
    }

    private static int answer(Optional<String> app, Work work, Workbench bench, Output output) {
        return guarded(output, () -> {
            bench.takeUp(app).forEach(taken -> tell(taken, output));
            return work.on(bench, output);
        });
    }

    private static int guarded(Output output, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (UpkeepException failed) {
            return tell(output, failed.problem());
        } catch (RuntimeException bug) {
            return tell(output, bugReport(bug));
        }
    }

    private static int tell(Output output, Problem problem) {
        output.problem(problem);
        return problem.kind().exitCode();
    }

    private static void tell(TakenUp taken, Output output) {
        var run = "the %s %s of %s".formatted(taken.verb(), taken.run(), taken.app());
        switch (taken) {
            case TakenUp.Finished finished -> output.remark("took up %s: %s".formatted(run, words(finished.outcome())));
            case TakenUp.Left left -> {
                output.remark("left %s as it is: %s".formatted(run, left.why().message()));
                left.why().hint().lines().forEach(line -> output.remark("  " + line));
            }
        }
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded ignored -> "done";
            case Outcome.RolledBack ignored -> "rolled back";
            case Outcome.Stuck stuck -> "stuck: " + stuck.undoCause().message();
        };
    }

    private Watcher watcher() {
        return new ConsoleWatcher(errors, isTerminal(), clock);
    }

    /// Asks whoever sits at the terminal; programs are not asked.
    Confirmation confirmation() {
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new Confirmation(
                console.filter(ignored -> !options.json).map(terminal -> question -> typed(terminal, question)));
    }

    /// A thread that waits for a terminal can't be interrupted: so another one waits, and Ctrl-C is heard meanwhile.
    private static String typed(Console terminal, String question) {
        var answer = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            var typed = terminal.readLine("%s", question);
            answer.complete(typed == null ? "" : typed);
        });
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UpkeepException(Kind.CANCELLED, "stopped before it was confirmed", "");
        } catch (ExecutionException broken) {
            return "";
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && !"dumb".equals(System.getenv("TERM"));
    }

    private int wrongWords(ParameterException wrong, String[] arguments) {
        var output = new Output(out, errors, Arrays.asList(arguments).contains("--json"));
        return tell(output, problem(wrong));
    }

    private static Problem problem(ParameterException wrong) {
        var verb = wrong.getCommandLine();
        var words =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getUnmatched() : List.<String>of();
        var unknown = words.stream().filter(word -> !word.startsWith("-")).findFirst();
        if (verb.getParent() == null && unknown.isPresent()) {
            var near = Suggestion.near(unknown.get(), verb.getSubcommands().keySet());
            return new Problem(
                    Kind.USAGE,
                    "there is no verb \"%s\"".formatted(unknown.get()),
                    near.map("Did you mean upkeep %s? "::formatted).orElse("") + "See them all: upkeep --help");
        }
        var hint = "Type: " + verb.getCommandSpec().qualifiedName() + " --help";
        return new Problem(Kind.USAGE, String.valueOf(wrong.getMessage()), hint);
    }

    private static Problem bugReport(RuntimeException bug) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        return new Problem(Kind.BUG, "this is a mistake in Upkeep: " + bug, "Report it with this:\n" + trace);
    }

    /// What a verb does; gives its exit code.
    @FunctionalInterface
    interface Work {
        int on(Workbench bench, Output output);
    }
}
