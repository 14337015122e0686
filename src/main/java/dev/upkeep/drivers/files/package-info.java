/// Trees of files on this machine: walked in a fixed order ([TreeWalk]), read although they may change meanwhile
/// ([FileReader]), made again elsewhere ([TreeRestore]), and mended where they live ([Replacing], [GoingBack]). Names
/// are bytes ([TreeName]), never text. Knows nothing of sets, stores or compression. Not kept: extended attributes,
/// ACLs, creation and access times. Start reading at [TreeEntry].
@NullMarked
package dev.upkeep.drivers.files;

import org.jspecify.annotations.NullMarked;
