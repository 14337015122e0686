package dev.upkeep.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What goes wrong when a set is restored.
final class RestoreFaults {
    static final Act PLAIN_RESTORE = GuideRestores::plain;

    private RestoreFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "A role is missing on the server that one restores to",
                        "H14, H29",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.RIGHT,
                        place -> roleOfARight(place, false),
                        place -> roleOfARight(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRestores::upkeepWithoutTheRole),
                new Fault(
                        "The database's own settings are not in a dump",
                        "H14",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.RIGHT,
                        PLAIN_RESTORE,
                        place -> {
                            place.sql("ALTER DATABASE %s SET search_path = public, pg_catalog"
                                    .formatted(place.database()));
                            return GuideRestores.plain(place);
                        },
                        DumpFaults.TAKEN_AND_RESTORED,
                        place -> {
                            place.sql("ALTER DATABASE %s SET search_path = public, pg_catalog"
                                    .formatted(place.database()));
                            return UpkeepSets.takenAndRestored(place);
                        }),
                new Fault(
                        "The restoring user may not make an extension",
                        "H29",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.RIGHT,
                        PLAIN_RESTORE,
                        place -> {
                            place.sql("CREATE EXTENSION pageinspect");
                            return GuideRestores.plain(place);
                        },
                        DumpFaults.TAKEN_AND_RESTORED,
                        place -> {
                            place.sql("CREATE EXTENSION pageinspect");
                            return UpkeepSets.takenAndRestored(place);
                        }),
                new Fault(
                        "The copy of the dump broke off half way",
                        "H2, H29",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.NOTICED,
                        PLAIN_RESTORE,
                        place -> GuideRestores.change(place, () -> truncate(place.newest(".sql.gz"))),
                        DumpFaults.TAKEN_AND_RESTORED,
                        place -> UpkeepSets.harmed(place, store -> truncate(UpkeepSets.anObject(store)))),
                new Fault(
                        "One bit of an uncompressed dump flips",
                        "H25, H26",
                        "jane-load.sh",
                        Seen.Verdict.NOTICED,
                        place -> plainDump(place, false),
                        place -> plainDump(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        place -> UpkeepSets.harmed(
                                place, store -> UpkeepRestores.flipInTheMiddle(UpkeepSets.anObject(store)))),
                new Fault(
                        "The old state is restored over the new one",
                        "H30",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.NOTICED,
                        PLAIN_RESTORE,
                        RestoreFaults::ontoTheLiveOne,
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRestores::upkeepOntoTheLiveOne),
                new Fault(
                        "`pg_restore -c` over a database that an update has changed",
                        "H31",
                        "church-rollback.sh",
                        Seen.Verdict.RIGHT,
                        place -> cleanRestore(place, false),
                        place -> cleanRestore(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRestores::upkeepAfterAnUpdate),
                new Fault(
                        "The recipe gives `pg_restore` a file that `gzip` made",
                        "H3",
                        "church-rollback.sh",
                        Seen.Verdict.RIGHT,
                        place -> zippedArchive(place, GuideRestores.unpacked("church-rollback.sh")),
                        place -> zippedArchive(place, GuideRestores.asPrinted("church-rollback.sh")),
                        DumpFaults.TAKEN_AND_RESTORED,
                        DumpFaults.TAKEN_AND_RESTORED),
                new Fault(
                        "One table is restored alone",
                        "H16, H32",
                        "church-restore-table.sh",
                        Seen.Verdict.RIGHT,
                        place -> oneTable(place, false),
                        place -> oneTable(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        DumpFaults.TAKEN_AND_RESTORED),
                new Fault(
                        "The monthly restore test counts last month's rows",
                        "H26, H29",
                        "church-restore-test.sh",
                        Seen.Verdict.NOTICED,
                        place -> restoreTest(place, false),
                        place -> restoreTest(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        place -> UpkeepSets.harmed(place, store -> truncate(UpkeepSets.anObject(store)))),
                new Fault(
                        "The log of the import holds no errors, because they went to the terminal",
                        "H38, H39",
                        "project-import.sh",
                        Seen.Verdict.NOTICED,
                        place -> importWithLog(place, false),
                        place -> importWithLog(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRestores::upkeepMayNotMakeTheExtension));
    }

    /// A role holds a right on a table; the new server does not know the role.
    private static Seen roleOfARight(Place place, boolean missing) throws Exception {
        var role = "treasurer_of_" + place.database();
        place.sql("CREATE ROLE %s; GRANT UPDATE ON events TO %s".formatted(role, role));
        var expected = place.content();
        place.guide().run(GuideDumps.BACKUP);
        if (missing) {
            place.sql("DROP OWNED BY %s; DROP ROLE %s".formatted(role, role));
        }
        var seen = GuideRestores.rollBack(place, place.makeEmptyDatabase(place.database() + "_back"), expected);
        place.sql("postgres", "DROP DATABASE %s_back".formatted(place.database()));
        place.sql(missing ? "SELECT" : "DROP OWNED BY %s; DROP ROLE %s".formatted(role, role));
        return new Seen(seen.claimsSuccess(), seen.whole(), seen.words().replace(role, "treasurer"));
    }

    static void truncate(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }

    private static Seen plainDump(Place place, boolean flipped) throws Exception {
        var expected = place.content();
        var target = place.makeEmptyDatabase(place.database() + "_back");
        place.guide(Map.of("pg_dump jane", "pg_dump " + place.database())).run("jane-copy.sh");
        if (flipped) {
            flip(place.folder().resolve("jane.sql"), "Volunteer 777\t");
        }
        var ran = place.guide(Map.of("psql jane <", "psql -q %s <".formatted(target)))
                .run("jane-load.sh");
        return GuideRestores.judge(place, new Ran(ran.exitCode(), ""), target, expected);
    }

    /// Flips the lowest bit of the last but one byte of the text where it stands.
    private static void flip(Path file, String text) throws IOException {
        var bytes = Files.readAllBytes(file);
        var at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text) + text.length() - 2;
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static Seen ontoTheLiveOne(Place place) throws Exception {
        var expected = place.content();
        place.guide().run(GuideDumps.BACKUP);
        anUpdateGoesWrong(place);
        return GuideRestores.rollBack(place, place.database(), expected);
    }

    static void anUpdateGoesWrong(Place place) {
        place.sql("""
                UPDATE volunteers SET name = 'Nobody' WHERE id = 1;
                DELETE FROM attendance WHERE id = 1;
                CREATE TABLE badges (id integer PRIMARY KEY, volunteer integer REFERENCES volunteers);
                ALTER TABLE badges OWNER TO vms_user""");
    }

    static Seen cleanRestore(Place place, boolean updated) throws Exception {
        var expected = place.content();
        GuideRestores.churchBackup(place);
        if (updated) {
            anUpdateGoesWrong(place);
        } else {
            place.sql("UPDATE volunteers SET name = 'Nobody' WHERE id = 1");
        }
        var ran = place.guide().runText(GuideRestores.unpacked("church-rollback.sh"));
        return GuideRestores.judge(place, ran, place.database(), expected);
    }

    private static Seen zippedArchive(Place place, String recipe) throws Exception {
        var expected = place.content();
        GuideRestores.churchBackup(place);
        place.sql("DELETE FROM attendance");
        return GuideRestores.judge(place, place.guide().runText(recipe), place.database(), expected);
    }

    private static Seen oneTable(Place place, boolean alone) throws Exception {
        var expected = place.content();
        GuideRestores.churchBackup(place);
        var target = place.makeEmptyDatabase(place.database() + "_back");
        var recipe = GuideRestores.unpacked("church-restore-table.sh");
        var ran = place.guide(Map.of("chms_production", target))
                .runText(alone ? recipe : recipe.replace("-t members", ""));
        return GuideRestores.judge(place, ran, target, alone ? expected.onlyOf("volunteers") : expected);
    }

    private static Seen restoreTest(Place place, boolean broken) throws Exception {
        var lastMonth = place.database() + "_test";
        place.makeDatabase(lastMonth);
        place.sql(
                "INSERT INTO volunteers (name, joined) SELECT 'New ' || n, '2026-11-01' FROM generate_series(1, 500) n");
        var expected = place.content();
        GuideRestores.churchBackup(place);
        if (broken) {
            truncate(place.newest(".dump.gz"));
        }
        var ran = place.guide().runText(GuideRestores.unpacked("church-restore-test.sh"));
        return GuideRestores.judge(place, ran, lastMonth, expected);
    }

    private static Seen importWithLog(Place place, boolean superfluous) throws Exception {
        if (superfluous) {
            place.sql("CREATE EXTENSION pageinspect");
        }
        var expected = place.content();
        place.guide(Map.of(
                        "pg_dump -c",
                        "pg_dump %s -c".formatted(place.database()),
                        "/web/projop/filestorage/backup",
                        place.folder().toString()))
                .run("project-backup.sh");
        var target = place.makeEmptyDatabase(place.database() + "_back");
        var ran = place.guide(
                        Map.of("createdb projop", "export PGDATABASE=" + target, "pg_dump.xxxx.sql", "pg_dump.sql"))
                .run("project-import.sh");
        var log = Files.readString(place.folder().resolve("import.log"));
        var seen = GuideRestores.judge(place, new Ran(ran.exitCode(), log), target, expected);
        return new Seen(seen.claimsSuccess() && !log.contains("ERROR:"), seen.whole(), seen.words());
    }
}
