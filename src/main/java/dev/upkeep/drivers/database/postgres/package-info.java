/// PostgreSQL 13 and later. Reading: [PostgresDatabase] opens a moment, [Connections] opens sessions whose output
/// depends on nobody's settings, [ClientPrograms] finds the client programs. Start reading at [Connections].
@NullMarked
package dev.upkeep.drivers.database.postgres;

import org.jspecify.annotations.NullMarked;
