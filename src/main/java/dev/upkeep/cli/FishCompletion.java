package dev.upkeep.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What fish needs to complete the command's words; picocli writes it for bash and zsh only.
final class FishCompletion {
    private final CommandSpec root;
    private final List<String> lines = new ArrayList<>();

    FishCompletion(CommandSpec root) {
        this.root = root;
    }

    String script() {
        lines.add("# Completion of upkeep for fish. Put it into ~/.config/fish/completions/upkeep.fish");
        root.subcommands().forEach((verb, line) -> {
            var spec = line.getCommandSpec();
            lines.add("complete -c upkeep -n __fish_use_subcommand -f -a %s -d %s"
                    .formatted(verb, quoted(Verbs.description(spec))));
            spec.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(
                            option -> lines.add(option("-n '__fish_seen_subcommand_from %s'".formatted(verb), option)));
        });
        root.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> lines.add(option("-n __fish_use_subcommand", option)));
        return String.join("\n", lines) + "\n";
    }

    private static String option(String when, OptionSpec option) {
        var line = new StringBuilder("complete -c upkeep ").append(when);
        for (var name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
        }
        return line.append(" -d ").append(quoted(Verbs.description(option))).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
