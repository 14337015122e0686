package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep completion SHELL`.
@Command(
        name = "completion",
        description = "Prints what a shell needs to complete verbs and options with the Tab key.",
        footer = {
            "",
            "Examples:",
            "  upkeep completion bash > /etc/bash_completion.d/upkeep",
            "  upkeep completion zsh      put it into a file, and source that from ~/.zshrc",
            "  upkeep completion fish > ~/.config/fish/completions/upkeep.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish")
    private String shell = "";

    CompletionCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performAlone(output -> {
            output.raw(script());
            return 0;
        });
    }

    /// That of bash is the one of zsh too: it turns on zsh's completion in the manner of bash.
    private String script() {
        return switch (shell) {
            case "bash", "zsh" -> AutoComplete.bash("upkeep", face.line());
            case "fish" -> new FishCompletion(face.line().getCommandSpec()).script();
            default ->
                throw new UpkeepException(
                        Kind.USAGE,
                        "there is no completion for \"%s\"".formatted(shell),
                        "Name one of: bash, zsh, fish");
        };
    }
}
