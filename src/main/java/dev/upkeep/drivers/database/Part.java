package dev.upkeep.drivers.database;

/// A part of a database that is kept as one stream: definitions, large objects, globals.
///
/// @param name for example `definitions.dump`, `large-objects.dump`, `globals.sql`; also the name for the
/// hand-restore
public record Part(String name) {}
