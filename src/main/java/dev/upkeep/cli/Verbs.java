package dev.upkeep.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// What the verbs say about themselves, without colours and on lines of any length.
final class Verbs {
    private static final int WIDE = 500;

    private Verbs() {}

    static String description(CommandSpec verb) {
        return oneLine(verb.usageMessage().description());
    }

    static String description(ArgSpec option) {
        return oneLine(option.description());
    }

    /// Without `Usage:`.
    static String synopsis(CommandSpec verb) {
        return help(verb).synopsis(0).replaceAll("\\s+", " ").strip();
    }

    /// Remarks, examples and exit codes, as they stand in the help.
    static List<String> footer(CommandSpec verb) {
        return help(verb).footer().stripTrailing().lines().toList();
    }

    private static Help help(CommandSpec verb) {
        verb.usageMessage().width(WIDE);
        return new Help(verb, Help.defaultColorScheme(Ansi.OFF));
    }

    private static String oneLine(String[] description) {
        return String.join(" ", description)
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
