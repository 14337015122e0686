/// What is asked of an application, against a real web server.
@NullMarked
package dev.upkeep.drivers.health;

import org.jspecify.annotations.NullMarked;
