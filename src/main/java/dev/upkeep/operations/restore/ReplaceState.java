package dev.upkeep.operations.restore;

import dev.upkeep.run.RunId;
import java.nio.charset.StandardCharsets;

/// How far a restore is that replaces the live database. All names are chosen before anything is made.
///
/// @param live the name that the app uses
/// @param making of the new database until the swap
/// @param kept of the old database from the swap on
/// @param failed of the new database when it was live and had to give its place back
/// @param old identity of the database that is replaced, as [dev.upkeep.drivers.database.Server#identity]; empty until
///     somebody looked
/// @param next identity of the complete new database; empty until then
record ReplaceState(
        String app, String set, String live, String making, String kept, String failed, String old, String next) {
    private static final int LONGEST = 63;

    static ReplaceState of(String app, String set, String live, RunId run) {
        var id = run.value().replace('-', '_');
        return new ReplaceState(
                app, set, live, "upkeep_" + id, keptName(live, id.substring(0, 15)), "upkeep_failed_" + id, "", "");
    }

    /// The live name with `_before_` and a moment, within what a name may have.
    static String keptName(String live, String moment) {
        var end = "_before_" + moment;
        var beginning = live;
        while ((beginning + end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            beginning = beginning.substring(0, beginning.offsetByCodePoints(beginning.length(), -1));
        }
        return beginning + end;
    }

    ReplaceState replacing(String identity) {
        return new ReplaceState(app, set, live, making, kept, failed, identity, next);
    }

    ReplaceState by(String identity) {
        return new ReplaceState(app, set, live, making, kept, failed, old, identity);
    }
}
