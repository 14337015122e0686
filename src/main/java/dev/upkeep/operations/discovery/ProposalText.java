package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.YamlScalar;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Seen;
import dev.upkeep.operations.discovery.Clue.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a proposal as a commented `upkeep.yml`. Values are quoted by the YAML library; a hostile name can't end a
/// comment.
final class ProposalText {
    private static final int COLUMN = 60;
    private static final Map<Part, String> EXAMPLES = Map.of(
            Part.NAME, "NAME",
            Part.HOST, "localhost",
            Part.PORT, "5432",
            Part.USER, "USER",
            Part.PASSWORD, "file:/etc/upkeep/APP.secret");

    private final Proposal proposal;
    private final List<String> lines = new ArrayList<>();

    ProposalText(Proposal proposal) {
        this.proposal = proposal;
    }

    String text() {
        comment("Proposed by upkeep init for %s%s. Beside each value stands where it was seen."
                .formatted(proposal.folder(), proposal.shapes().isEmpty() ? "" : " (" + shapes() + ")"));
        comment("Every key: docs/reference/upkeep.yml. After a change: upkeep doctor");
        proposal.remarks().forEach(remark -> comment("Seen besides: " + remark + "."));
        lines.add("");
        value("app", proposal.app().value(), proposal.app().where());
        lines.add("");
        database();
        lines.add("");
        files();
        lines.add("");
        lines.add("backup:");
        value("  store", proposal.store().toString(), "not seen: better on another disk, with room for some sets");
        lines.add("  keep: { last: 7, daily: 30, monthly: 12 }");
        lines.add("");
        service();
        return String.join("\n", lines) + "\n";
    }

    private String shapes() {
        return String.join(", ", proposal.shapes());
    }

    private void database() {
        if (proposal.isSupported()) {
            lines.add("database:");
            value("  engine", proposal.database().make(), proposal.database().where());
            for (var part : Part.values()) {
                part(part, proposal.database().parts().get(part));
            }
            return;
        }
        comment(capital(proposal.whatIsMissing()) + ".");
        comment("Write, when it is PostgreSQL:");
        comment("database:");
        comment("  engine: postgres");
        for (var part : Part.values()) {
            comment("  %s: %s".formatted(part.key(), EXAMPLES.get(part)));
        }
    }

    private void part(Part part, Clue.@Nullable Value value) {
        switch (value) {
            case Seen(var text, var where) -> value("  " + part.key(), text, where);
            case Unread(var why, var where) ->
                comment("  %s: %s     # not readable: %s (%s)".formatted(part.key(), EXAMPLES.get(part), why, where));
            case null -> {
                if (part == Part.NAME || part == Part.USER) {
                    comment("  %s: %s     # not seen".formatted(part.key(), EXAMPLES.get(part)));
                }
            }
        }
    }

    private void files() {
        lines.add(proposal.trees().isEmpty() ? "# files: folders and files that belong to the application" : "files:");
        proposal.trees().forEach(tree -> value("  " + tree.name(), tree.path().toString(), tree.where()));
        proposal.treesNotRead()
                .forEach(tree -> comment(
                        "  %s: /PATH     # not proposed: %s (%s)".formatted(tree.name(), tree.why(), tree.where())));
        if (proposal.trees().isEmpty() && proposal.treesNotRead().isEmpty()) {
            comment("  uploads: /PATH     # no folder of uploads was seen");
        }
    }

    private void service() {
        comment("For upkeep restore --replace, which stops the application for a moment:");
        comment("service: NAME.service");
        comment("health: http://127.0.0.1:PORT/PATH");
    }

    /// A port stands without quotes, as people write it.
    private void value(String key, String value, String seen) {
        var line = "%s: %s".formatted(key, key.endsWith(" port") ? value : YamlScalar.of(value));
        lines.add(line + " ".repeat(Math.max(1, COLUMN - line.length())) + "# " + Hidden.shown(seen));
    }

    private void comment(String text) {
        lines.add("# " + Hidden.shown(text));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
