/// An [App] is an application that Upkeep manages, as its operator described it in `upkeep.yml`: plain, checked
/// values. Nothing here acts. Start reading at [App].
@NullMarked
package dev.upkeep.app;

import org.jspecify.annotations.NullMarked;
