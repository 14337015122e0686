package dev.upkeep.operations.restore;

/// How far a restore of a database is. The names are chosen before anything is made.
///
/// @param set whole id
/// @param name that the database gets in the end
/// @param making name of the database until it is complete and was compared
record RestoreState(String app, String set, String name, String making) {}
