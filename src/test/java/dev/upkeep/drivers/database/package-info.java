/// What every make of database must do. Start reading at [LiveDatabasesContract].
@NullMarked
package dev.upkeep.drivers.database;

import org.jspecify.annotations.NullMarked;
