package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A database in a private server, and how tests read it.
final class SnapshotWorld {
    private final PrivateCluster postgres;
    private final String database;

    SnapshotWorld(PrivateCluster postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    PostgresAddress address() {
        return new PostgresAddress(
                postgres.host(), postgres.port(), database, postgres.user(), () -> Optional.of(postgres.password()));
    }

    Snapshot snapshot() {
        return snapshot(address(), Duration.ofSeconds(2));
    }

    Snapshot snapshot(PostgresAddress address, Duration lockWait) {
        return database(address).snapshot(2, lockWait);
    }

    PostgresDatabase database(PostgresAddress address) {
        return new PostgresDatabase(
                address, new Connections("upkeep test"), new LocalHost(Pause.real()), Pause.real(), () -> {
                    throw new UnsupportedOperationException("these tests restore nothing");
                });
    }

    Table table(Snapshot snapshot, String sqlName) {
        return snapshot.tables().stream()
                .filter(table -> table.sqlName().equals(sqlName))
                .findFirst()
                .orElseThrow();
    }

    Reading read(Snapshot snapshot, Table table) {
        return snapshot.pieces(table, 0).stream()
                .map(piece -> snapshot.copy(piece, OutputStream.nullOutputStream()))
                .reduce(Reading.NOTHING, Reading::plus);
    }

    /// By the tables' names.
    Map<String, Reading> readAll(Snapshot snapshot) {
        var readings = new TreeMap<String, Reading>();
        snapshot.tables().forEach(table -> readings.put(table.sqlName(), read(snapshot, table)));
        return readings;
    }
}
