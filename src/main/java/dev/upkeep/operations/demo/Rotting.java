package dev.upkeep.operations.demo;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.TableEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;
import java.util.ArrayList;
import java.util.HashSet;

/// The chapters about a byte that goes bad in the store.
final class Rotting {
    private Rotting() {}

    static Chapter found() {
        return new Chapter("One byte goes bad", "one changed byte in the store is found", Rotting::damage);
    }

    private static Evidence damage(Scene scene) {
        scene.narrator.say(
                "Disks forget. One byte of the store is changed behind Upkeep's back; size and time of the file stay.");
        var set = scene.newestSet();
        var object = newestPieceOfTheLargeTable(scene, set.manifest());
        var offset = Damage.inflict(scene.application.store(), object);
        scene.narrator.seen("byte %s of object %s… is another now"
                .formatted(Numbers.count(offset), object.sha256().substring(0, 16)));
        if (Damage.isWhole(scene.application.store(), object)) {
            return Evidence.notHeld("the object's content is as it was: nothing was damaged");
        }
        var verified = Proving.verify(scene, set.name(), ProofLevel.L5);
        if (verified.verdict() != Verdict.BROKEN || !scene.set(set.name()).isBroken()) {
            return Evidence.notHeld("verdict " + verified.verdict().word() + ", although a byte was changed");
        }
        var named = verified.checks().stream().anyMatch(check -> check.detail().contains(VolunteerDatabase.LOST_TABLE));
        if (!named) {
            return Evidence.notHeld("verdict broken, but it does not say that table hours is damaged");
        }
        return refused(scene, set.name());
    }

    /// A broken set must not be restored as if nothing had happened.
    private static Evidence refused(Scene scene, String set) {
        try {
            scene.verbs().restores().database(set, "never", Scene.WHO);
            return Evidence.notHeld("the broken set was restored");
        } catch (UpkeepException refusal) {
            return refusal.problem().kind() == Kind.DAMAGED
                    ? Evidence.held("verdict broken, in table hours; restoring it is refused")
                    : Evidence.notHeld(
                            "restoring failed otherwise: " + refusal.problem().message());
        }
    }

    static Chapter healed() {
        return new Chapter("The next backup heals it", "the damaged set is whole and proven again", Rotting::heal);
    }

    private static Evidence heal(Scene scene) {
        scene.narrator.say(
                "The rows are still in the live database, so the next backup writes the lost object anew, for the"
                        + " older sets too.");
        var broken = scene.newestSet();
        var object = newestPieceOfTheLargeTable(scene, broken.manifest());
        Proving.backup(scene, "the healing one");
        if (!Damage.isWhole(scene.application.store(), object)) {
            return Evidence.notHeld("the object is still damaged or missing");
        }
        return Proving.proven(scene, broken.name());
    }

    /// The last rows were written since the set before, so only the newest set has them.
    private static ObjectRef newestPieceOfTheLargeTable(Scene scene, Manifest manifest) {
        var numbers = new HashSet<Integer>();
        var found = new ArrayList<ObjectRef>();
        new ListReader(scene.verbs().store()).database(manifest, entry -> {
            if (entry instanceof TableEntry table && isLargeTable(table)) {
                numbers.add(table.table().number());
            }
            if (entry instanceof PieceEntry piece && numbers.contains(piece.table())) {
                found.add(piece.object());
            }
        });
        return found.getLast();
    }

    private static boolean isLargeTable(TableEntry entry) {
        return (entry.table().schema() + "." + entry.table().name()).equals(VolunteerDatabase.LOST_TABLE);
    }
}
