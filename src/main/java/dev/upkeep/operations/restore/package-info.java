/// Brings a set back: a new database beside the live one, files into a folder. [DatabaseRestoration] is also what a
/// proof
/// uses. Only [ReplaceDatabase] touches what is live. Start reading at [RestoreDatabase].
@NullMarked
package dev.upkeep.operations.restore;

import org.jspecify.annotations.NullMarked;
