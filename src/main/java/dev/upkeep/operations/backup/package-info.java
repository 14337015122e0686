/// `upkeep backup`: takes one recovery point of database and files into a store. The rules of what is read when, what
/// is reused, and when the set exists are here; the format of a set is not (`operations.sets`). Start reading at
/// [Backup], then [BackupProcedure].
@NullMarked
package dev.upkeep.operations.backup;

import org.jspecify.annotations.NullMarked;
