/// Tests of restores over a store and servers in memory. What a real server does is shown by the demo and the drivers'
/// own
/// tests. Start reading at the test with every trouble.
@NullMarked
package dev.upkeep.operations.restore;

import org.jspecify.annotations.NullMarked;
