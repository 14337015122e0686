package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Reads what a database that holds one of everything defines, and what is not rows.
final class PostgresInventoryIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String DATABASE = "everything";
    private static final String COPY = "copy";
    private final SnapshotWorld world = new SnapshotWorld(postgres, DATABASE);
    private final SnapshotWorld copy = new SnapshotWorld(postgres, COPY);

    @TempDir
    static Path folder;

    @BeforeAll
    static void loadAndCopyWithStockTools() {
        postgres.createDatabase(DATABASE);
        postgres.createDatabase(COPY);
        postgres.load(DATABASE, "/everything.sql");
        var dump = folder.resolve("everything.dump").toString();
        run(DATABASE, "pg_dump", "--format=custom", "--file=" + dump);
        run(COPY, "pg_restore", "--exit-on-error", "--dbname=" + COPY, dump);
    }

    private static void run(String database, String... words) {
        var command = Command.of(words);
        for (var word : postgres.clientEnvironment(database).entrySet()) {
            command = command.environment(word.getKey(), word.getValue());
        }
        new LocalHost(Pause.real()).run(command).orFail(words[0], "");
    }

    @Test
    void aRestoredCopyHasTheSameInventoryRowsAndLargeObjects() {
        try (var one = world.snapshot();
                var other = copy.snapshot()) {
            assertThat(other.inventory()).containsExactlyElementsOf(one.inventory());
            assertThat(copy.readAll(other)).isEqualTo(world.readAll(one));
            assertThat(other.largeObjects()).isEqualTo(one.largeObjects());
        }
    }

    @Test
    void everyKindOfObjectHasALine() {
        try (var snapshot = world.snapshot()) {
            var inventory = snapshot.inventory();
            assertThat(inventory).isSorted().doesNotHaveDuplicates().noneMatch(line -> line.contains("\n"));
            for (var start : List.of(
                    "schema \"Odd \"\"Schema\"\" ü\": ",
                    "table app.unlogged: owner tester, rights ",
                    "partitioned table app.event_2026_hash: ",
                    "view app.leaders: ",
                    "materialized view app.not_populated: owner tester, rights tester=arwdDxt/tester, not populated",
                    "foreign table app.far_away: ",
                    "column app.computed.gross: numeric, generated ",
                    "column app.kinds.id: bigint, not null, identity a",
                    "column app.unlogged.id: integer, not null, rights every_writer=r*/tester",
                    "constraint team_leader on app.team: FOREIGN KEY ",
                    "constraint small on app.not_valid: CHECK id > 5 NOT VALID, not validated",
                    "constraint below_a_million on type app.positive: ",
                    "index app.member_lower: ",
                    "function app.twice(integer): ",
                    "procedure app.do_nothing(integer): ",
                    "aggregate app.total(integer): ",
                    "trigger sleeping on app.event_2025: enabled D",
                    "rule no_delete on app.no_key: enabled D",
                    "policy never on app.secret: restrictive, for w, to public",
                    "type app.mood: kind e, ",
                    "type app.float_span: kind r, ",
                    "sequence definition app.down: smallint, start 50, by -2, ",
                    "statistics app.kinds_stat: owner tester, target 55, ",
                    "extension hstore: version ",
                    "cast cast from integer to app.mood: a f by ",
                    "operator app.===(integer,integer): ",
                    "collation app.plain: ",
                    "text search configuration app.simple_words: ",
                    "text search dictionary app.my_simple: ",
                    "foreign-data wrapper every_wrapper: ",
                    "server every_server: ",
                    "user mapping for every_owner on server every_server: ",
                    "event trigger every_refusal: ",
                    "publication every_publication of app.event: rows id > 5",
                    "default rights of every_owner in app on r: every_reader=r/every_owner",
                    "large object 4002: owner every_owner",
                    "comment on large object 4001: ",
                    "generated values of app.computed: 50 rows, fingerprint ")) {
                assertThat(inventory).as(start).anyMatch(line -> line.startsWith(start));
            }
        }
    }

    @Test
    void aDifferingGeneratedValueIsSeen() {
        var before = generated();
        postgres.psql(DATABASE, "ALTER TABLE app.computed ADD COLUMN sum numeric GENERATED ALWAYS AS (net + 1) STORED");
        try {
            assertThat(generated()).isNotEqualTo(before);
        } finally {
            postgres.psql(DATABASE, "ALTER TABLE app.computed DROP COLUMN sum");
        }
    }

    private String generated() {
        try (var snapshot = world.snapshot()) {
            return snapshot.inventory().stream()
                    .filter(line -> line.startsWith("generated values of app.computed"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theDatabaseItselfIsDescribed() {
        try (var snapshot = world.snapshot()) {
            var description = snapshot.description();
            assertThat(description.name()).isEqualTo(DATABASE);
            assertThat(description.encoding()).isEqualTo("UTF8");
            assertThat(description.owner()).isEqualTo("tester");
            assertThat(description.connectionLimit()).isEqualTo(42);
            assertThat(description.comment()).isEqualTo("everything, with 'quotes' and ü");
            assertThat(description.acl()).contains("every_writer=Tc/tester");
            assertThat(description.settings())
                    .contains(
                            new Setting("", "search_path", "app, \"Odd \"\"Schema\"\" ü\", public"),
                            new Setting("every_writer", "statement_timeout", "3min"));
            assertThat(description.extensions()).extracting(e -> e.name()).contains("hstore", "plpgsql");
            assertThat(description.roles())
                    .filteredOn(role -> role.name().equals("every_owner"))
                    .singleElement()
                    .satisfies(role -> {
                        assertThat(role.attributes()).containsExactly("CREATEDB", "LOGIN", "CONNECTION LIMIT 7");
                        assertThat(role.memberOf()).containsExactly("pg_read_all_stats");
                    });
            assertThat(description.roles())
                    .extracting(role -> role.name())
                    .contains("tester", "every_reader", "every_writer", "Every \"Quoted\" Rôle");
        }
    }

    @Test
    void sequencesAreReadAsTheyAre() {
        try (var snapshot = world.snapshot()) {
            assertThat(snapshot.sequences())
                    .contains(
                            new Sequence("app.\"Größe\"", 9223372036854775806L, false),
                            new Sequence("app.down", 48, true),
                            new Sequence("app.untouched", 77, false))
                    .anyMatch(sequence -> sequence.sqlName().equals("app.kinds_id_seq") && sequence.called());
        }
    }

    @Test
    void largeObjectsAreCountedWithTheirHoles() {
        try (var snapshot = world.snapshot()) {
            var reading = snapshot.largeObjects();
            assertThat(reading.rows()).isEqualTo(4);
            assertThat(reading.bytes()).isEqualTo(11 + 10_000 + 100_010);
        }
    }

    @Test
    void partsComeFromTheServersOwnPrograms() {
        try (var snapshot = world.snapshot()) {
            var parts = new TreeMap<String, String>();
            for (var part : snapshot.parts()) {
                var out = new ByteArrayOutputStream();
                snapshot.write(part, out);
                parts.put(part.name(), out.toString(StandardCharsets.ISO_8859_1));
            }
            assertThat(parts).containsOnlyKeys("definitions.dump", "globals.sql", "large-objects.dump");
            assertThat(parts.get("definitions.dump")).startsWith("PGDMP").contains("team_leader");
            assertThat(parts.get("large-objects.dump"))
                    .startsWith("PGDMP")
                    .contains("far behind")
                    .doesNotContain("größe");
            assertThat(parts.get("globals.sql"))
                    .contains("CREATE ROLE every_owner")
                    .doesNotContain("PASSWORD");
        }
    }

    @Test
    void whatIsLeftOutIsSaid() {
        try (var snapshot = world.snapshot()) {
            assertThat(snapshot.notIncluded())
                    .contains(
                            "Foreign table app.far_away is included as a definition; its rows live on server every_server.",
                            "Materialized view app.per_kind is computed anew by a restore.")
                    .noneMatch(sentence -> sentence.contains("not_populated"));
        }
    }
}
