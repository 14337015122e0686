package dev.upkeep.operations.sets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.text.RawName;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.postgres.Connections;
import dev.upkeep.drivers.database.postgres.PostgresAddress;
import dev.upkeep.drivers.database.postgres.PostgresDatabase;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Finished;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.directory.DirectoryStore;
import dev.upkeep.operations.sets.DatabaseEntry.About;
import dev.upkeep.operations.sets.DatabaseEntry.PartEntry;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SequenceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SettingEntry;
import dev.upkeep.operations.sets.DatabaseEntry.TableEntry;
import dev.upkeep.operations.sets.FileEntry.Attributes;
import dev.upkeep.operations.sets.FileEntry.Folder;
import dev.upkeep.operations.sets.FileEntry.Group;
import dev.upkeep.operations.sets.FileEntry.HardLink;
import dev.upkeep.operations.sets.FileEntry.Link;
import dev.upkeep.operations.sets.FileEntry.Regular;
import dev.upkeep.operations.sets.FileEntry.Stamp;
import dev.upkeep.operations.sets.Manifest.Totals;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.RunContext;
import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.ServerExtensions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A set is restored by the store's own restore.sh, without Java, and compared with its source.
final class RestoreScriptIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @RegisterExtension
    static final ServerExtensions extensions = new ServerExtensions(postgres);

    private static final Attributes PRIVATE =
            new Attributes(0640, uid(), uid(), RawName.EMPTY, RawName.EMPTY, Instant.parse("1969-12-31T23:59:59.5Z"));
    private static final byte[] ODD_NAME = {'a', '\n', 'b', (byte) 0xff, (byte) 0x81, '\\', 'c', ' ', '\n'};

    @TempDir
    Path temp;

    private String store = "store";

    private final LocalHost host = new LocalHost(Pause.real());
    private final RunContext context = new StoreFixture(new Random(5)).context();

    @BeforeAll
    static void load() {
        postgres.createDatabase("everything");
        postgres.load("everything", "/everything.sql");
    }

    @BeforeEach
    void takeASet() {
        takeASetOf("everything");
    }

    private void takeASetOf(String name) {
        var folder = DirectoryStore.make(temp.resolve(store));
        new StoreHome(folder).openOrMake(InstantSource.system());
        try (var snapshot = database(name).snapshot(2, Duration.ofSeconds(5));
                var lock = new StoreLocks(folder, new LocalMachine(), "test", InstantSource.system())
                        .take(LockKind.BACKUP, context.run(), "shop", line -> {})) {
            write(folder, snapshot, lock);
        }
    }

    @Test
    void everyRowComesBackWithoutJava() {
        var name = "re'stored \"x\"";
        var restored = sh("database", "2026", name);

        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(readings(name)).isEqualTo(readings("everything"));
        assertThat(inventory(name)).isEqualTo(inventory("everything"));
        var again = sh("database", "2026", name);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errors()).contains("there is a database " + name + " already");
    }

    /// No large objects, bytes that are no UTF-8, and settings that stop most sessions.
    @Test
    void aDatabaseThatIsUnlikeMostComesBackToo() {
        postgres.psql("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C'");
        postgres.psql(
                "latin",
                "CREATE TABLE m\u00fcnzen (gr\u00f6\u00dfe text); INSERT INTO m\u00fcnzen VALUES ('\u00e4\u00f6\u00fc')");
        postgres.psql("""
                ALTER DATABASE latin SET default_transaction_read_only = on;
                ALTER DATABASE latin SET statement_timeout = '1ms'""");
        store = "store of latin";
        takeASetOf("latin");

        var restored = sh("database", "2026", "latin again");

        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(readings("latin again")).isEqualTo(readings("latin"));
    }

    /// Its keys are there before its rows.
    @Test
    void configurationTablesOfAnExtensionComeBackThoughTheyHaveKeys() {
        var linked = extensions.install("scripted", "default_version = '1.0'\n", Map.of("1.0", """
                CREATE TABLE zone (id int PRIMARY KEY);
                INSERT INTO zone VALUES (1);
                SELECT pg_extension_config_dump('zone', '');
                CREATE TABLE a_rule (zone int REFERENCES zone);
                INSERT INTO a_rule VALUES (1);
                SELECT pg_extension_config_dump('a_rule', '');
                """));
        postgres.createDatabase("linked");
        postgres.psql(
                "linked",
                "CREATE EXTENSION %s; INSERT INTO zone VALUES (2); INSERT INTO a_rule VALUES (2)".formatted(linked));
        store = "store of linked";
        takeASetOf("linked");

        var restored = sh("database", "2026", "linked again");

        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(readings("linked again")).isEqualTo(readings("linked"));
    }

    @Test
    void everyFileComesBackWithoutJava() throws IOException {
        var restored = sh("files", "2026", temp.resolve("out").toString());

        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        var folder = temp.resolve("out/uploads");
        var odd = Path.of(URI.create(folder.toUri() + "a%0Ab%FF%81%5Cc%20%0A"));
        assertThat(Files.readString(odd)).isEqualTo("odd");
        assertThat(Files.getLastModifiedTime(odd).toInstant()).isEqualTo(PRIVATE.modified());
        assertThat(Files.getAttribute(odd, "unix:mode")).isEqualTo(0100640);
        assertThat(Files.getAttribute(folder.resolve("twin"), "unix:ino"))
                .isEqualTo(Files.getAttribute(odd, "unix:ino"));
        assertThat(Files.readSymbolicLink(folder.resolve("link"))).hasToString("/nowhere/at all");
        assertThat(Files.getLastModifiedTime(folder).toInstant()).isEqualTo(PRIVATE.modified());
        assertThat(sh("files", "2026", temp.resolve("out").toString()).errors()).contains("must not exist");
    }

    @Test
    void whatWouldSteerATerminalIsNotPrinted() {
        assertThat(sh("check", "\u001b[2Jgone").errors())
                .contains("no set begins with ?[2Jgone")
                .doesNotContain("\u001b");
    }

    @Test
    void aDamagedObjectIsFoundBeforeItIsUsed() throws IOException {
        assertThat(sh("check", "2026").exitCode()).isZero();
        assertThat(sh("list").output()).contains("\tshop\t");
        var object = temp.resolve("store/" + ObjectRef.nameOf(Sha256.hex("odd".getBytes(UTF_8))));
        var bytes = Files.readAllBytes(object);
        bytes[bytes.length - 1] ^= 1;
        Files.write(object, bytes);

        var checked = sh("check", "2026");
        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.errors()).contains("is damaged");
        assertThat(sh("files", "2026", temp.resolve("out").toString()).exitCode())
                .isEqualTo(1);
    }

    private Finished sh(String... words) {
        var line = new ArrayList<>(
                List.of("dash", temp.resolve(store).resolve("restore.sh").toString()));
        line.addAll(List.of(words));
        var command = Command.of(line).within(Duration.ofMinutes(2));
        for (var variable : postgres.clientEnvironment("postgres").entrySet()) {
            command = command.environment(variable.getKey(), variable.getValue());
        }
        return host.run(command);
    }

    private PostgresDatabase database(String name) {
        var address = new PostgresAddress(
                postgres.host(), postgres.port(), name, postgres.user(), () -> Optional.of(postgres.password()));
        return new PostgresDatabase(address, new Connections("upkeep test"), host, Pause.real(), () -> {
            throw new UnsupportedOperationException("restored by hand");
        });
    }

    private Map<String, Reading> readings(String name) {
        try (var snapshot = database(name).snapshot(2, Duration.ofSeconds(5))) {
            var readings = new TreeMap<String, Reading>();
            for (var table : snapshot.tables()) {
                readings.put(
                        table.sqlName(),
                        snapshot.pieces(table, 0).stream()
                                .map(piece -> snapshot.copy(piece, OutputStream.nullOutputStream()))
                                .reduce(Reading.NOTHING, Reading::plus));
            }
            readings.put("large objects", snapshot.largeObjects());
            return readings;
        }
    }

    private List<String> inventory(String name) {
        try (var snapshot = database(name).snapshot(1, Duration.ofSeconds(5))) {
            return snapshot.inventory();
        }
    }

    private void write(Store store, Snapshot snapshot, StoreLock lock) {
        var objects = new ObjectWriter(store, context.run(), new ObjectTable());
        var databaseList = objects.put(out -> {
            try (var list = new ListWriter(out)) {
                writeDatabase(snapshot, objects, list);
            }
        });
        var filesList = objects.put(out -> {
            try (var list = new ListWriter(out)) {
                writeFiles(objects, list);
            }
        });
        var inventory = objects.put(
                out -> out.write(String.join("\n", snapshot.inventory()).getBytes(UTF_8)));
        var manifest = new Manifest(
                Manifest.FORMAT,
                SetId.of(context.run()),
                "shop",
                snapshot.taken(),
                snapshot.taken(),
                "",
                "test",
                context.run().value(),
                "0.1",
                "",
                Map.of(),
                databaseList.object(),
                filesList.object(),
                inventory.object(),
                snapshot.description(),
                List.of(),
                snapshot.largeObjects(),
                new Totals(1, 1, 1, 1, 1, 1),
                1);
        new SetPublisher(store).publish(manifest, objects, lock, context);
    }

    private static void writeDatabase(Snapshot snapshot, ObjectWriter objects, ListWriter list) throws IOException {
        list.write(new About(snapshot.description()));
        for (var setting : snapshot.description().settings()) {
            list.write(new SettingEntry(setting));
        }
        for (var part : snapshot.parts()) {
            list.write(new PartEntry(
                    part.name(), objects.put(out -> snapshot.write(part, out)).object()));
        }
        for (var table : snapshot.tables()) {
            var pieces = new ArrayList<PieceEntry>();
            for (var piece : snapshot.pieces(table, 0)) {
                var readings = new ArrayList<Reading>();
                var stored = objects.put(out -> readings.add(snapshot.copy(piece, out)));
                pieces.add(new PieceEntry(
                        table.number(), piece.fromBlock(), piece.toBlock(), readings.getFirst(), stored.object()));
            }
            var all = pieces.stream().map(PieceEntry::reading).reduce(Reading.NOTHING, Reading::plus);
            list.write(new TableEntry(table, all, 0, pieces.size()));
            for (var piece : pieces) {
                list.write(piece);
            }
        }
        for (var sequence : snapshot.sequences()) {
            list.write(new SequenceEntry(sequence));
        }
    }

    private static void writeFiles(ObjectWriter objects, ListWriter list) throws IOException {
        var odd = objects.put(out -> out.write("odd".getBytes(UTF_8))).object();
        var name = RawName.of(ODD_NAME);
        var stamp = new Stamp(Instant.EPOCH, 1, 1);
        var folder = new Attributes(0750, uid(), uid(), RawName.EMPTY, RawName.EMPTY, PRIVATE.modified());
        list.write(new Group("uploads", RawName.of("/srv/uploads")));
        list.write(new Folder("uploads", RawName.EMPTY, folder));
        list.write(new Regular("uploads", name, PRIVATE, 3, odd.sha256(), odd.storedLength(), stamp, false, true));
        list.write(new HardLink("uploads", RawName.of("twin"), name));
        list.write(new Link("uploads", RawName.of("link"), PRIVATE, RawName.of("/nowhere/at all")));
    }

    private static int uid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
