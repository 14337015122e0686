package dev.upkeep.faults;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// What goes wrong while a set is taken.
final class DumpFaults {
    private static final String COPYING = """
            FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND state = 'active' AND query LIKE 'COPY %volunteers%'""";

    /// Shared controls: played once, used by many faults.
    static final Act PLAIN_DUMP = GuideDumps::plain;

    static final Act TAKEN_AND_RESTORED = UpkeepSets::takenAndRestored;

    private DumpFaults() {}

    static List<Fault> all() {
        return List.of(
                fault(
                        "The database's name is mistyped",
                        "H2, H25",
                        place -> GuideDumps.with(place, Map.of("vms_production", "vms_prodction")),
                        UpkeepSets.failing(upkeep -> upkeep.database("name", "vms_prodction"))),
                fault(
                        "The server is not running",
                        "H2",
                        place -> withEnvironment(place, "PGPORT", "1"),
                        UpkeepSets.failing(upkeep -> upkeep.database("port", "1"))),
                fault(
                        "The password was changed",
                        "H2",
                        place -> withEnvironment(place, "PGPASSWORD", "the old one"),
                        UpkeepSets.failing(upkeep -> upkeep.secret("password", "the old one"))),
                fault(
                        "Cron has no password, and nobody to ask",
                        "H17",
                        place -> withEnvironment(place, "PGPASSWORD", ""),
                        UpkeepSets.failing(upkeep -> upkeep.database("password", ""))),
                fault(
                        "The backup user may not read one table",
                        "H2, H15",
                        place -> {
                            takeARight(place);
                            return GuideDumps.plain(place);
                        },
                        place -> {
                            takeARight(place);
                            return UpkeepSets.takenAndRestored(place);
                        }),
                fault(
                        "Row-level security hides rows from the backup user",
                        "H2",
                        place -> {
                            hideRows(place);
                            return GuideDumps.plain(place);
                        },
                        place -> {
                            hideRows(place);
                            return UpkeepSets.takenAndRestored(place);
                        }),
                fault(
                        "The dump's server process dies half way",
                        "H2, H25, H29",
                        DumpFaults::scriptKilledHalfWay,
                        DumpFaults::upkeepKilledHalfWay),
                new Fault(
                        "A nightly import empties and refills a table while the dump starts",
                        "H2",
                        GuideDumps.BACKUP,
                        Seen.Verdict.RIGHT,
                        PLAIN_DUMP,
                        DumpFaults::scriptDuringRefill,
                        TAKEN_AND_RESTORED,
                        DumpFaults::upkeepDuringRefill));
    }

    private static Fault fault(String title, String hazards, Act guideWith, Act upkeepWith) {
        return new Fault(
                title,
                hazards,
                GuideDumps.BACKUP,
                Seen.Verdict.NOTICED,
                PLAIN_DUMP,
                guideWith,
                TAKEN_AND_RESTORED,
                upkeepWith);
    }

    private static Seen withEnvironment(Place place, String name, String value) throws Exception {
        var expected = place.content();
        var right = String.valueOf(place.environment().put(name, value));
        var ran = place.guide().run(GuideDumps.BACKUP);
        place.environment().put(name, right);
        return GuideDumps.judge(place, ran, expected);
    }

    private static void takeARight(Place place) {
        place.sql("ALTER TABLE log OWNER TO tester; REVOKE ALL ON log FROM PUBLIC, vms_user");
    }

    private static void hideRows(Place place) {
        place.sql("""
                ALTER TABLE volunteers ENABLE ROW LEVEL SECURITY;
                ALTER TABLE volunteers FORCE ROW LEVEL SECURITY;
                CREATE POLICY own ON volunteers USING (id < 10)""");
    }

    /// Photos that do not compress make the dump last; its backend is ended when it copies them.
    private static Seen scriptKilledHalfWay(Place place) throws Exception {
        addPhotos(place);
        var expected = place.content();
        var script = place.guide();
        var running = Meanwhile.doing(() -> script.run(GuideDumps.BACKUP));
        endTheBackendThatCopies(place);
        return GuideDumps.judgeHalf(place, running.join(), expected);
    }

    private static Seen upkeepKilledHalfWay(Place place) throws Exception {
        addPhotos(place);
        var upkeep = new UpkeepHere(place);
        var running = Meanwhile.doing(() -> upkeep.run("backup"));
        endTheBackendThatCopies(place);
        return UpkeepSets.failed(upkeep, running.join());
    }

    static void addPhotos(Place place) {
        place.sql("""
                UPDATE volunteers SET photo = (SELECT string_agg(md5(v.id::text || n), '') FROM generate_series(1, 300) n)
                FROM volunteers v WHERE v.id = volunteers.id""");
    }

    static void endTheBackendThatCopies(Place place) throws SQLException {
        Meanwhile.until(place, "SELECT pg_terminate_backend(pid) " + COPYING);
    }

    static void awaitTheBackendThatCopies(Place place) throws SQLException {
        Meanwhile.until(place, "SELECT pid " + COPYING);
    }

    /// pg_dump takes its moment first and locks then; what is emptied between is empty in the dump, refilled or not.
    private static Seen scriptDuringRefill(Place place) throws Exception {
        var script = place.guide();
        var ran = duringRefill(place, () -> script.run(GuideDumps.BACKUP));
        return GuideDumps.judge(place, ran, place.content());
    }

    private static Seen upkeepDuringRefill(Place place) throws Exception {
        var upkeep = new UpkeepHere(place);
        var answer = duringRefill(place, () -> upkeep.run("backup"));
        return UpkeepSets.restored(place, upkeep, answer, place.content());
    }

    /// The import has emptied and refilled the table, and commits as soon as somebody waits for it.
    private static <T> T duringRefill(Place place, Callable<T> backup) throws Exception {
        try (var importer = place.connect();
                var statement = importer.createStatement()) {
            importer.setAutoCommit(false);
            statement.execute("CREATE TEMPORARY TABLE fresh AS SELECT at + interval '1 day' AS at, line FROM log");
            statement.execute("TRUNCATE log");
            statement.execute("INSERT INTO log SELECT * FROM fresh");
            var running = Meanwhile.doing(backup);
            Meanwhile.until(
                    place,
                    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            importer.commit();
            return running.join();
        }
    }
}
