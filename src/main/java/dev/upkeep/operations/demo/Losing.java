package dev.upkeep.operations.demo;

/// The chapter about the wrong window.
final class Losing {
    static final String BESIDE = VolunteerDatabase.NAME + "_back";

    private Losing() {}

    static Chapter chapter() {
        return new Chapter("Somebody drops a table", "the lost table is back beside the live one", Losing::tell);
    }

    private static Evidence tell(Scene scene) {
        var server = scene.server();
        var table = VolunteerDatabase.LOST_TABLE;
        var before = LiveData.contents(server, VolunteerDatabase.NAME, table);
        scene.narrator.say(
                "Every hour that somebody gave, and what the grants are paid by, is in table hours: %s rows. Then"
                                .formatted(Numbers.count(LiveData.rows(server, VolunteerDatabase.NAME, table)))
                        + " somebody types this into the wrong window:");
        scene.narrator.command("DROP TABLE hours CASCADE;");
        server.run(VolunteerDatabase.NAME, VolunteerDatabase.accident());
        if (LiveData.isThere(server, VolunteerDatabase.NAME, table)) {
            return Evidence.notHeld("the table is still there: nothing was lost");
        }
        scene.narrator.say("The newest proven set is restored beside the live database, which stays as it is.");
        restore(scene);
        if (!LiveData.isThere(server, BESIDE, table)) {
            return Evidence.notHeld("the restored database has no table hours");
        }
        var after = LiveData.contents(server, BESIDE, table);
        var rows = Numbers.count(LiveData.rows(server, BESIDE, table));
        return after.equals(before)
                ? Evidence.held("database %s has table hours with the same %s rows".formatted(BESIDE, rows))
                : Evidence.notHeld("other rows came back: " + after + " instead of " + before);
    }

    private static void restore(Scene scene) {
        var set = scene.sets().reversed().stream()
                .filter(Scene::isProven)
                .findFirst()
                .orElseGet(scene::newestSet);
        scene.narrator.command(
                "upkeep restore %s %s --into %s".formatted(VolunteerApplication.NAME, set.name(), BESIDE));
        var restored = scene.verbs().restores().database(set.name(), BESIDE, Scene.WHO);
        Scene.requireDone("the restore", restored.outcome());
    }
}
