package dev.upkeep.operations.demo;

import dev.upkeep.operations.backup.BackupResult;
import dev.upkeep.operations.proof.Proofs.Verified;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;

/// The chapters about taking sets and proving them.
final class Proving {
    private Proving() {}

    static Chapter firstSet() {
        return new Chapter("One recovery point", "one set holds all of one moment", Proving::takeFirstSet);
    }

    private static Evidence takeFirstSet(Scene scene) {
        scene.narrator.say("Database, uploads and settings, all of one moment, while the application goes on working.");
        var rows = LiveData.rows(scene.server());
        var result = backup(scene, "first set");
        var set = scene.newestSet();
        var totals = set.manifest().totals();
        scene.narrator.seen("set " + set.name());
        var seen = "%d tables, %s rows, %d files; %s read, %s stored"
                .formatted(
                        totals.tables(),
                        Numbers.count(totals.rows()),
                        totals.files(),
                        Numbers.megabytes(totals.plainBytes()),
                        Numbers.megabytes(totals.newBytes()));
        var same = set.name().equals(result.set()) && totals.rows() == rows;
        return same ? Evidence.held(seen) : Evidence.notHeld(seen + "; the live database has " + rows + " rows");
    }

    static Chapter firstProof() {
        return new Chapter(
                "Not a backup until it was restored", "every row and file comes back as it was", Proving::proveNewest);
    }

    private static Evidence proveNewest(Scene scene) {
        scene.narrator.say(
                "A backup that nobody restored is a hope. Upkeep reads every stored byte again, starts a second"
                        + " private server, restores the set there, and compares every row and every file with the moment of the backup.");
        return proven(scene, scene.newestSet().name());
    }

    /// Verifies a set and looks into the store whether the proof stands there.
    static Evidence proven(Scene scene, String set) {
        var verified = verify(scene, set, ProofLevel.L5);
        var recorded = Scene.isProven(scene.set(set));
        var seen = "%s at level %s%s"
                .formatted(verified.verdict().word(), verified.level(), recorded ? ", and the store says so" : "");
        return verified.verdict() == Verdict.PROVEN && recorded ? Evidence.held(seen) : Evidence.notHeld(seen);
    }

    static Chapter secondSet() {
        return new Chapter("A month goes by", "a second set costs what changed", Proving::takeSecondSet);
    }

    private static Evidence takeSecondSet(Scene scene) {
        scene.narrator.say(
                "Hours are entered and approved, people move, three certificates are scanned: about 1 % of the rows"
                        + " change.");
        var before = scene.newestSet();
        scene.server().run(VolunteerDatabase.NAME, VolunteerDatabase.change());
        scene.application.files().change();
        var rows = LiveData.rows(scene.server());
        backup(scene, "a month later");
        var after = scene.newestSet();
        var first = before.manifest().totals();
        var second = after.manifest().totals();
        scene.narrator.seen("set " + after.name());
        var seen = "%s rows; %s new, where the first set took %s"
                .formatted(
                        Numbers.count(second.rows()),
                        Numbers.megabytes(second.newBytes()),
                        Numbers.megabytes(first.newBytes()));
        var held = !after.name().equals(before.name())
                && second.rows() == rows
                && second.newBytes() * 2 < first.newBytes();
        return held ? Evidence.held(seen) : Evidence.notHeld(seen);
    }

    static BackupResult backup(Scene scene, String note) {
        scene.narrator.command("upkeep backup %s --note \"%s\"".formatted(VolunteerApplication.NAME, note));
        var taken = scene.verbs().backup(note);
        Scene.requireDone("the backup", taken.ended().outcome());
        return taken.result();
    }

    static Verified verify(Scene scene, String set, ProofLevel level) {
        scene.narrator.command("upkeep verify %s %s".formatted(VolunteerApplication.NAME, set));
        var verified = scene.verbs().proofs().verify(set, level, Scene.WHO);
        Scene.requireDone("the verification", verified.outcome());
        verified.checks().forEach(check -> scene.narrator.seen(check.name() + ": " + check.detail()));
        return verified;
    }
}
