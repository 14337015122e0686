/// Backup sets as they lie in a store: the format (docs/design/backup-format.md), its records and codecs, and
/// reading and writing them safely. Shared by backup, verify, restore, list and prune, which hold the rules;
/// this package takes no decision. Start reading at [SetCatalogue], then [Manifest], [ObjectWriter] and
/// [ObjectReader].
@NullMarked
package dev.upkeep.operations.sets;

import org.jspecify.annotations.NullMarked;
