package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.operations.proof.Proofs.Verified;
import dev.upkeep.operations.sets.Proof.Check;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.run.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep verify [APP [SET]]`.
@Command(
        name = "verify",
        description = "Proves a set: reads it again, restores it into a private server, compares every row.",
        footer = {
            "",
            "Levels: L1 every object has its hash, L2 archives can be read, L3 it restores, L4 definitions are equal,",
            "  L5 every row, sequence, large object and file is equal.",
            "",
            "Examples:",
            "  upkeep verify                        the newest set of the only app, to L5",
            "  upkeep verify vms 20261121T0735      an older one, by the beginning of its id",
            "  upkeep verify vms --level L1         only read every object again",
            "",
            "Exit codes: 0 proven, 3 broken, 5 not provable here."
        })
final class VerifyCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SET",
            description = "id or an unmistakable beginning (default: the newest)")
    private String set = "";

    @Option(names = "--level", paramLabel = "L1..L5", description = "how far to go (default: ${DEFAULT-VALUE})")
    private Level level = Level.L5;

    enum Level {
        L1,
        L2,
        L3,
        L4,
        L5
    }

    VerifyCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var proofs = bench.proofs(bench.app(Optional.ofNullable(app)));
            var verified = proofs.verify(set, ProofLevel.valueOf(level.name()), bench.who());
            if (!(verified.outcome() instanceof Outcome.Succeeded)) {
                return Ends.tell(verified.outcome(), verified.run(), fields(verified), output);
            }
            output.document(fields(verified));
            say(verified, output);
            return exitCode(verified.verdict());
        });
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case PROVEN -> 0;
            case BROKEN -> Kind.DAMAGED.exitCode();
            case NOT_PROVABLE -> Kind.MISSING.exitCode();
        };
    }

    private static void say(Verified verified, Output output) {
        verified.checks()
                .forEach(check -> output.say("  " + mark(check) + "  " + check.name() + ": " + check.detail()));
        output.say(
                switch (verified.verdict()) {
                    case PROVEN -> "Set %s is proven at %s.".formatted(verified.set(), verified.level());
                    case BROKEN ->
                        "Set %s is BROKEN. Its proof is withdrawn; take a new backup, and look for an older set: upkeep backups"
                                .formatted(verified.set());
                    case NOT_PROVABLE ->
                        "Set %s can't be proven here beyond %s.".formatted(verified.set(), verified.level());
                });
    }

    private static String mark(Check check) {
        return switch (check.verdict()) {
            case PROVEN -> "ok     ";
            case BROKEN -> "BROKEN ";
            case NOT_PROVABLE -> "unknown";
        };
    }

    private static Map<String, Object> fields(Verified verified) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", verified.set());
        fields.put("outcome", verified.outcome().word());
        fields.put("run", verified.run());
        fields.put("verdict", verified.verdict().word());
        fields.put("level", verified.level().name());
        fields.put(
                "checks", verified.checks().stream().map(VerifyCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Check check) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", check.name());
        fields.put("verdict", check.verdict().word());
        fields.put("detail", check.detail());
        return fields;
    }
}
