package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.base.time.SystemClock;
import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.database.postgres.Connections;
import dev.upkeep.drivers.database.postgres.PostgresAddress;
import dev.upkeep.drivers.database.postgres.PostgresDatabase;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.drivers.store.directory.DirectoryStore;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a real PostgreSQL and real files into a real folder.
final class BackupIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private BackupWorld world =
            new BackupWorld(new dev.upkeep.testkit.MemoryStore(() -> Instant.EPOCH), null, () -> Instant.EPOCH);

    @BeforeAll
    static void database() {
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TABLE big AS SELECT i AS id, repeat(md5(i::text), 30) AS filling FROM generate_series(1, 40000) i;
                CREATE TABLE ping (id int);
                CREATE TABLE pong (id int);
                VACUUM;
                """);
    }

    @BeforeEach
    void world() throws IOException {
        var uploads = Files.createDirectory(temp.resolve("uploads"));
        for (var name : new String[] {"a", "b", "c\n"}) {
            var file = Files.writeString(uploads.resolve(name), name);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        world = new BackupWorld(DirectoryStore.make(temp.resolve("store")), vms(), SystemClock.utc())
                .files("uploads", uploads);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(world.names("staging/")).isEmpty();
        assertThat(world.names("locks/")).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(sessions()).isEqualTo("0"));
    }

    @Test
    void anUnchangedAppCostsNextToNothingAndOneChangedRowAtMostTwoPieces() {
        var first = manifest(world.backup());
        var second = manifest(world.backup());
        assertThat(first.totals().rows()).isGreaterThanOrEqualTo(40_000);
        assertThat(second.totals().newBytes()).isLessThan(20_000);

        var objects = world.names("objects/").size();
        postgres.psql("vms", "UPDATE big SET filling = 'changed' WHERE id = 20000");
        world.backup();

        assertThat(world.names("objects/").size() - objects)
                .as("two pieces, database.list, and definitions.dump, in which pg_dump writes the time")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void whatIsWrittenMeanwhileIsInTheSetWhollyOrNotAtAll() throws Exception {
        var stop = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> write(stop));
        try {
            var manifest = manifest(world.backup());

            var rows = rows(manifest);
            assertThat(rows.get("ping")).isEqualTo(rows.get("pong")).isLessThan(count("ping"));
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void aKilledSessionFailsTheBackupAndNothingIsLeft() {
        var stop = new AtomicBoolean();
        var killer = CompletableFuture.runAsync(() -> kill(stop));
        try {
            var end = world.attempt(new BackupOrder("", false, "tester"), () -> {});

            assertThat(end.failure()).isInstanceOf(UpkeepException.class).hasMessageContaining("vms");
            assertThat(world.sets()).isEmpty();
        } finally {
            stop.set(true);
            killer.join();
        }
    }

    @Test
    void aViewThatIsReplacedMeanwhileFailsTheBackupAndNothingIsLeft() {
        postgres.psql("vms", "CREATE VIEW pings AS SELECT id FROM ping");
        var stop = new AtomicBoolean();
        var replacer = CompletableFuture.runAsync(() -> replace(stop));
        try {
            var end = world.attempt(new BackupOrder("", false, "tester"), () -> {});

            assertThat(end.failure())
                    .isInstanceOf(UpkeepException.class)
                    .hasMessageContaining("changed or dropped while the definitions of")
                    .hasMessageContaining("view public.pings");
            assertThat(world.sets()).isEmpty();
        } finally {
            stop.set(true);
            replacer.join();
            postgres.psql("vms", "DROP VIEW pings");
        }
        assertThat(manifest(world.backup()).totals().tables()).isEqualTo(3);
    }

    private static void replace(AtomicBoolean stop) {
        try (var connection = postgres.connect("vms");
                var statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.execute("CREATE OR REPLACE VIEW pings AS SELECT id FROM ping");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Database vms() {
        var address = new PostgresAddress(
                postgres.host(), postgres.port(), "vms", postgres.user(), () -> Optional.of(postgres.password()));
        return new PostgresDatabase(
                address, new Connections("upkeep backup test"), new LocalHost(Pause.real()), Pause.real(), () -> {
                    throw new UnsupportedOperationException("nothing is restored here");
                });
    }

    private static void write(AtomicBoolean stop) {
        try (var connection = postgres.connect("vms");
                var statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.execute("BEGIN; INSERT INTO ping VALUES (1); INSERT INTO pong VALUES (1); COMMIT");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void kill(AtomicBoolean stop) {
        try (var connection = postgres.connect("vms");
                var statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.execute("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name LIKE 'upkeep%' AND query ILIKE 'COPY%big%' AND state = 'active'
                        """);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String sessions() {
        return postgres.psql("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'upkeep%'");
    }

    private static long count(String table) {
        return Long.parseLong(postgres.psql("vms", "SELECT count(*) FROM " + table));
    }

    private Map<String, Long> rows(Manifest manifest) {
        var rows = new HashMap<String, Long>();
        new ListReader(world.store).database(manifest, line -> {
            if (line instanceof DatabaseEntry.TableEntry entry) {
                rows.put(entry.table().name(), entry.reading().rows());
            }
        });
        return rows;
    }

    private static Manifest manifest(BackupState state) {
        return Objects.requireNonNull(state.manifest());
    }
}
