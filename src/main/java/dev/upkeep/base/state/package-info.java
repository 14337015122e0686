/// Upkeep's own state: one SQLite file that is never inside a database Upkeep operates. [State] opens it and gives
/// short transactions; the tables are made by the numbered SQL files beside this package's classes. The SQL that
/// uses a table lives with the table's owner, in one class named `…Records`. Start reading at [State].
@NullMarked
package dev.upkeep.base.state;

import org.jspecify.annotations.NullMarked;
