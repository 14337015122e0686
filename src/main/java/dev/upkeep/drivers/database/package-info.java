/// Databases, whatever the make: [Database] gives one [Snapshot] of itself; a [Server] takes a snapshot's parts
/// into a
/// [NewDatabase]. Values both sides share ([Table], [Piece], [Fingerprint], [DatabaseDescription]) are here. Makes
/// live
/// in
/// sub-packages. Start reading at [Snapshot].
@NullMarked
package dev.upkeep.drivers.database;

import org.jspecify.annotations.NullMarked;
