package dev.upkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// docs/reference/faults.md, made from what was seen.
final class FaultPage {
    static final Path PAGE = Path.of("docs/reference/faults.md");

    private FaultPage() {}

    /// All four acts of a fault.
    record Played(Fault fault, Seen guideWithout, Seen guideWith, Seen upkeepWithout, Seen upkeepWith) {}

    static String section(Played played) {
        var fault = played.fault();
        return """
                ### %s
                %s, `%s`

                - the script, all well: %s
                - **the script, with the fault**: %s
                - Upkeep, all well: %s
                - **Upkeep, with the fault**: %s
                """.formatted(
                        fault.title(),
                        fault.hazards(),
                        fault.script(),
                        played.guideWithout().words(),
                        played.guideWith().words(),
                        played.upkeepWithout().words(),
                        played.upkeepWith().words());
    }

    static String whole(List<Played> all) throws IOException {
        var rows = all.stream()
                .map(played -> "| %s | %s | %s |\n"
                        .formatted(
                                played.fault().title(),
                                played.guideWith().verdict().words(),
                                played.upkeepWith().verdict().words()))
                .collect(Collectors.joining());
        var sections = all.stream().map(FaultPage::section).collect(Collectors.joining("\n"));
        return """
                # Faults

                What goes wrong in the night, what the scripts of the operations guides make of it, and what Upkeep does. Each line was seen, on a
                real PostgreSQL, by `FaultIT` of `./check`, which fails when this page says anything else. To write it anew:
                `./check -Dfaults.page=write`.

                Each fault is played four times: the script and Upkeep on a healthy system, where both must do well, and with the fault, which must
                harm what the script leaves; otherwise it would prove nothing. "Restored" is what a comparison of every row, sequence, index,
                constraint, owner and right with the original says. The scripts are printed at the end; only folders and names are replaced, and
                programs that act on the machine (`systemctl`, `mail`, `git`, ...) are stubs.

                | fault | the guides' script | Upkeep |
                |---|---|---|
                %s
                "Fails and says nothing" means: exit code 0 and a word of success, while what is left does not restore.
                "Says that it failed" means: another exit code and a sentence that says why; nothing half done is listed.

                ## Fault by fault

                %s
                ## The scripts

                %s""".formatted(rows, sections, scripts(all));
    }

    private static String scripts(List<Played> all) throws IOException {
        var names = new TreeSet<String>();
        all.forEach(played -> names.add(played.fault().script()));
        var text = new StringBuilder();
        for (var name : names) {
            text.append("### %s\n```bash\n%s\n```\n\n"
                    .formatted(name, Guide.text(name).strip()));
        }
        return text.toString().stripTrailing() + "\n";
    }

    static String committed() throws IOException {
        return Files.exists(PAGE) ? Files.readString(PAGE) : "";
    }
}
