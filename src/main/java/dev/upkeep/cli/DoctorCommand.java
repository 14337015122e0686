package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.operations.doctor.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep doctor [APP]`.
@Command(
        name = "doctor",
        description = "Examines the set-up: configuration, rights, programs, folders, store, space. Worst first.",
        footer = {
            "",
            "Examples:",
            "  upkeep doctor",
            "  upkeep doctor vms --all      what is fine too",
            "",
            "Exit codes: 0 nothing failed, 3 something did or could not be looked at."
        })
final class DoctorCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "one app (default: all)")
    private @Nullable String app;

    @Option(names = "--all", description = "what is fine too")
    private boolean all;

    DoctorCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.perform(this::examine);
    }

    private int examine(Workbench bench, Output output) {
        var apps = Optional.ofNullable(app)
                .map(name -> List.of(bench.app(Optional.of(name))))
                .orElseGet(bench::apps);
        var findings = new LinkedHashMap<String, List<Finding>>();
        apps.forEach(each -> findings.put(each.name(), bench.doctor().examine(each)));
        output.document(Map.of("findings", fields(findings)));
        findings.forEach((name, found) -> print(name, found, all, output));
        return exitCode(findings);
    }

    static int exitCode(Map<String, List<Finding>> findings) {
        var worst = findings.values().stream()
                .flatMap(List::stream)
                .mapToInt(Finding::rank)
                .min()
                .orElse(3);
        return worst <= 1 ? Kind.DAMAGED.exitCode() : 0;
    }

    static void print(String name, List<Finding> findings, boolean all, Output output) {
        output.say(name);
        var fine = 0;
        for (var finding : findings) {
            if (finding.rank() == 3) {
                fine++;
            }
            if (finding.rank() < 3 || all) {
                output.say("  %-8s %s: %s".formatted(finding.word(), finding.what(), finding.detail()));
                finding.remedy().lines().forEach(line -> output.say("           " + line));
            }
        }
        output.say("  %d of %d findings are fine%s"
                .formatted(fine, findings.size(), all || fine == 0 ? "." : "; --all shows them."));
    }

    static List<Map<String, Object>> fields(Map<String, List<Finding>> findings) {
        return findings.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(finding -> fields(each.getKey(), finding)))
                .toList();
    }

    private static Map<String, Object> fields(String app, Finding finding) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("app", app);
        fields.put("verdict", finding.word());
        fields.put("what", finding.what());
        fields.put("detail", finding.detail());
        fields.put("remedy", finding.remedy());
        return fields;
    }
}
