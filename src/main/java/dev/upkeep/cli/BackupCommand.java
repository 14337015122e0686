package dev.upkeep.cli;

import dev.upkeep.operations.backup.BackupResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep backup [APP]`.
@Command(
        name = "backup",
        description = "Takes one recovery point of database and files. The live application goes on meanwhile.",
        footer = {
            "",
            "Examples:",
            "  upkeep backup                                    the only app of upkeep.yml",
            "  upkeep backup vms --note \"before the migration\" --hold",
            "  upkeep backup vms --json",
            "",
            "A set is a backup when it was restored: upkeep verify vms"
        })
final class BackupCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    @Option(names = "--note", paramLabel = "TEXT", description = "kept with the set")
    private String note = "";

    @Option(names = "--hold", description = "prune never removes it")
    private boolean hold;

    @Option(
            names = "--new-store",
            description = "make a new store although the app had one (else only the first backup makes one)")
    private boolean newStore;

    BackupCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var taken = bench.backup(bench.app(Optional.ofNullable(app)), note, hold, newStore);
            var result = taken.result();
            var exit = Ends.tell(taken.ended().outcome(), result.run(), fields(result), output);
            if (exit == 0 && !output.json()) {
                say(result, output);
            }
            return exit;
        });
    }

    private void say(BackupResult result, Output output) {
        output.say("Set %s: %s with %s, %s."
                .formatted(
                        result.set(),
                        Text.count(result.tables(), "table"),
                        Text.count(result.rows(), "row"),
                        Text.count(result.files(), "file")));
        output.say("%s in all, %s new in the store, in %.1f s."
                .formatted(Text.bytes(result.bytes()), Text.bytes(result.newBytes()), result.seconds()));
        output.say("Not proven yet. Prove it: upkeep verify" + (app == null ? "" : " " + app));
    }

    private static Map<String, Object> fields(BackupResult result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", result.set());
        fields.put("outcome", result.outcome());
        fields.put("run", result.run());
        fields.put("bytes", result.bytes());
        fields.put("new_bytes", result.newBytes());
        fields.put("tables", result.tables());
        fields.put("rows", result.rows());
        fields.put("files", result.files());
        fields.put("seconds", result.seconds());
        return fields;
    }
}
