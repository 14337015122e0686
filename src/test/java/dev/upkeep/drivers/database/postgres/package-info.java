/// Tests of the PostgreSQL driver. Those named `IT` use a private server, see `testkit.PrivateCluster`.
@NullMarked
package dev.upkeep.drivers.database.postgres;

import org.jspecify.annotations.NullMarked;
