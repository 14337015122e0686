package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.testkit.MemoryRecord;
import dev.upkeep.testkit.PrivateCluster;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A database with live tables in schema `public` and restored ones in schema `side`.
record MergeWorld(PrivateCluster postgres, String database) {
    static MergeWorld made(PrivateCluster postgres, String database, String sql) {
        postgres.psql("DROP DATABASE IF EXISTS " + database);
        postgres.createDatabase(database);
        postgres.psql(database, sql);
        return new MergeWorld(postgres, database);
    }

    private PostgresAddress address() {
        return new PostgresAddress(
                postgres.host(), postgres.port(), database, postgres.user(), () -> Optional.of(postgres.password()));
    }

    Connection session() {
        return new Connections("upkeep test").open(address());
    }

    PostgresRowMerges merges() {
        return new PostgresRowMerges(address(), new Connections("upkeep test"), Pause.real(), Duration.ofSeconds(2));
    }

    String psql(String sql) {
        return postgres.psql(database, sql);
    }

    MergeOrder order(String... tables) {
        return orderWhere("", tables);
    }

    /// With all that the foreign keys reach.
    MergeOrder orderWhere(String where, String... tables) {
        return order(new MergeOrder("side", List.of(tables), List.of(), where, List.of(), false, false));
    }

    MergeOrder order(MergeOrder wanted) {
        var reach = merges().reach(wanted.tables(), wanted.children());
        return wanted.with("side", reach.tables(), reach.more());
    }

    /// What was inserted, with the record of it.
    record Merged(MissingRows rows, MemoryRecord record) {}

    Merged merge(MergeOrder order) {
        psql("DROP TABLE IF EXISTS side.\"upkeep: committed\"");
        var record = new MemoryRecord();
        return new Merged(merges().insert(order, Optional.empty(), record), record);
    }

    long takeOut(MemoryRecord record) {
        psql("DROP SCHEMA IF EXISTS taken CASCADE");
        return merges().takeOut("taken", record);
    }
}
