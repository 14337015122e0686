/// Tests of the state file: rights, migrations, transactions.
@NullMarked
package dev.upkeep.base.state;

import org.jspecify.annotations.NullMarked;
