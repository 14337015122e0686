/// A store that is a folder on a mounted file system. Knows how to write so that a power cut leaves all or
/// nothing, and how to tell a full disk from a vanished one. Start reading at [DirectoryStore].
@NullMarked
package dev.upkeep.drivers.store.directory;

import org.jspecify.annotations.NullMarked;
