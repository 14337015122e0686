/// Lists the sets of an app with what is known of each, from the store alone. Start reading at [Listing].
@NullMarked
package dev.upkeep.operations.listing;

import org.jspecify.annotations.NullMarked;
