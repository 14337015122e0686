package dev.upkeep.operations.restore;

/// How far a restore of a database is. The names are chosen before anything is made.
///
/// @param set whole id
/// @param name that the database gets in the end
/// @param making name of the database until it is complete and was compared
/// @param identity of the complete database, as [dev.upkeep.drivers.database.Server#identity]; empty until then
record RestoreState(String app, String set, String name, String making, String identity) {
    static RestoreState of(String app, String set, String name, String making) {
        return new RestoreState(app, set, name, making, "");
    }

    RestoreState complete(String made) {
        return new RestoreState(app, set, name, making, made);
    }
}
