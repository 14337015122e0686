/// Upkeep's own state, which is never inside a database that Upkeep operates: one SQLite file, or a schema on a
/// PostgreSQL server that several machines share. [State] opens it and gives short transactions; the tables are made by
/// the numbered SQL files beside this package's classes, in the SQL that both makes know. The SQL that uses a table
/// lives with the table's owner, in one class named `…Records`. Start reading at [State].
@NullMarked
package dev.upkeep.base.state;

import org.jspecify.annotations.NullMarked;
