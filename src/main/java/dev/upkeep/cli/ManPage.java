package dev.upkeep.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the manual page in the language of man(7).
final class ManPage {
    private final CommandSpec root;
    private final List<String> lines = new ArrayList<>();

    ManPage(CommandSpec root) {
        this.root = root;
    }

    String text() {
        lines.add(".TH UPKEEP 1 \"\" \"upkeep %s\" \"Upkeep\"".formatted(UpkeepVersion.VALUE));
        section("NAME");
        text("upkeep - back up a live application, prove the backup, bring it back");
        section("SYNOPSIS");
        text(Verbs.synopsis(root));
        section("DESCRIPTION");
        text(Verbs.description(root));
        asItStands(Verbs.footer(root));
        section("OPTIONS OF EVERY VERB");
        options(root);
        section("VERBS");
        root.subcommands().values().forEach(line -> verb(line.getCommandSpec()));
        section("FILES");
        definition("./upkeep.yml, /etc/upkeep/*.yml", "what describes the applications, one in each file");
        definition("/var/lib/upkeep, ~/.local/state/upkeep", "the journal of what was done");
        return String.join("\n", lines) + "\n";
    }

    private void verb(CommandSpec verb) {
        lines.add(".SS " + escaped(verb.name()));
        text(Verbs.synopsis(verb));
        lines.add(".PP");
        text(Verbs.description(verb));
        verb.positionalParameters().forEach(each -> definition(each.paramLabel(), Verbs.description(each)));
        options(verb);
        asItStands(Verbs.footer(verb));
    }

    /// A verb's own ones; those that all have are told once.
    private void options(CommandSpec spec) {
        spec.options().stream()
                .filter(option ->
                        !option.hidden() && !option.inherited() && !option.usageHelp() && !option.versionHelp())
                .forEach(option -> definition(label(option), Verbs.description(option)));
    }

    private static String label(OptionSpec option) {
        var names = String.join(", ", option.names());
        return option.arity().max() > 0 ? names + " " + option.paramLabel() : names;
    }

    private void section(String name) {
        lines.add(".SH \"" + name + "\"");
    }

    private void definition(String term, String text) {
        lines.add(".TP");
        lines.add("\\fB" + escaped(term) + "\\fR");
        text(text);
    }

    private void text(String text) {
        lines.add(escaped(text));
    }

    /// Examples keep their line ends.
    private void asItStands(List<String> some) {
        lines.add(".PP");
        lines.add(".nf");
        some.stream().dropWhile(String::isBlank).forEach(line -> text(line.isBlank() ? "" : line));
        lines.add(".fi");
    }

    /// A backslash, and a dot or quote at a line's beginning, would be orders; a hyphen in an option must stay one.
    /// What is
    /// not ASCII is named by its number, which needs no encoding.
    private static String escaped(String text) {
        var plain = new StringBuilder(text.startsWith(".") || text.startsWith("'") ? "\\&" : "");
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '\\' -> plain.append("\\e");
                case '-' -> plain.append("\\-");
                default -> plain.append(letter < 128 ? Character.toString(letter) : "\\[u%04X]".formatted(letter));
            }
        });
        return plain.toString();
    }
}
