/// Tests of the demo: its data is realistic, large enough and always the same; its flow holds what it says, and fails
/// when it does not.
@NullMarked
package dev.upkeep.operations.demo;

import org.jspecify.annotations.NullMarked;
