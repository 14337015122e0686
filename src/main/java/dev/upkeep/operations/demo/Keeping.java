package dev.upkeep.operations.demo;

import dev.upkeep.operations.sets.ListedSet.Known;

/// The last chapter: what there is, and what would be thrown away.
final class Keeping {
    private Keeping() {}

    static Chapter chapter() {
        return new Chapter("What to keep", "the last proven set and all newer ones stay", Keeping::tell);
    }

    private static Evidence tell(Scene scene) {
        scene.narrator.say("Old sets go by rules; only proven ones count, and the last proven one never goes.");
        scene.narrator.command("upkeep backups " + VolunteerApplication.NAME);
        var sets = scene.sets();
        sets.forEach(set -> scene.narrator.seen(line(set)));
        scene.narrator.command("upkeep prune %s --plan".formatted(VolunteerApplication.NAME));
        var plan = scene.verbs().prunePlan();
        plan.forEach(verdict -> scene.narrator.seen(
                "%s %s: %s".formatted(verdict.keep() ? "keep  " : "remove", verdict.id(), verdict.why())));
        var lastProven = sets.reversed().stream().filter(Scene::isProven).findFirst();
        var kept = plan.stream()
                .filter(verdict -> verdict.keep())
                .map(verdict -> verdict.id())
                .toList();
        var mustStay = sets.stream()
                .dropWhile(set -> !lastProven.map(Known::name).orElse("").equals(set.name()))
                .map(Known::name)
                .toList();
        var seen = "%d sets, %d would stay, %d would go".formatted(sets.size(), kept.size(), sets.size() - kept.size());
        var held = plan.size() == sets.size() && !mustStay.isEmpty() && kept.containsAll(mustStay);
        return held ? Evidence.held(seen) : Evidence.notHeld(seen);
    }

    private static String line(Known set) {
        var proof = Scene.isProven(set) ? "proven" : set.isBroken() ? "was broken" : "not proven yet";
        return "%s  %s new  %s  %s"
                .formatted(
                        set.name(),
                        Numbers.megabytes(set.manifest().totals().newBytes()),
                        proof,
                        set.manifest().note());
    }
}
