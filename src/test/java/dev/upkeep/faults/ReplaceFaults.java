package dev.upkeep.faults;

import com.sun.net.httpserver.HttpServer;
import dev.upkeep.InProcess.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// What goes wrong when the live database itself is to go back.
final class ReplaceFaults {
    private static final String LATE = "written after the backup";

    private ReplaceFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "Hours are entered between the backup and the rollback",
                        "H33",
                        "church-rollback.sh",
                        Seen.Verdict.RIGHT,
                        place -> guideWithLateRow(place, false),
                        place -> guideWithLateRow(place, true),
                        place -> upkeepWithLateRow(place, false),
                        place -> upkeepWithLateRow(place, true)),
                new Fault(
                        "The archive ends half way, and the live database was emptied before",
                        "H42",
                        "church-rollback.sh",
                        Seen.Verdict.NOTICED,
                        place -> RestoreFaults.cleanRestore(place, false),
                        ReplaceFaults::guideWithHalfAnArchive,
                        place -> upkeepWithLateRow(place, false),
                        ReplaceFaults::upkeepWithHalfAnObject),
                new Fault(
                        "Somebody has the database open that is to be dropped",
                        "H40, H31",
                        "project-rebuild.sh",
                        Seen.Verdict.RIGHT,
                        place -> rebuilt(place, false),
                        place -> rebuilt(place, true),
                        place -> replaced(place, false),
                        place -> replaced(place, true)),
                new Fault(
                        "The application does not run on the database that was put back",
                        "H33, H37",
                        "church-rollback.sh",
                        Seen.Verdict.NOTICED,
                        place -> guideWithApplication(place, false),
                        place -> guideWithApplication(place, true),
                        place -> upkeepWithApplication(place, false),
                        place -> upkeepWithApplication(place, true)));
    }

    private static void writeLate(Place place, boolean late) {
        place.sql("UPDATE volunteers SET name = 'Nobody' WHERE id = 1");
        if (late) {
            place.sql("INSERT INTO log VALUES (now(), '%s')".formatted(LATE));
        }
    }

    private static Seen guideWithLateRow(Place place, boolean late) throws Exception {
        var expected = place.content();
        GuideRestores.churchBackup(place);
        writeLate(place, late);
        var ran = place.guide().runText(GuideRestores.unpacked("church-rollback.sh"));
        var seen = GuideRestores.judge(place, ran, place.database(), expected);
        return late ? withLateRow(seen, false, "is nowhere") : seen;
    }

    private static Seen withLateRow(Seen seen, boolean there, String where) {
        return new Seen(
                seen.claimsSuccess(),
                seen.whole() && there,
                seen.words() + "; the row that was written meanwhile " + where);
    }

    private static Seen upkeepWithLateRow(Place place, boolean late) throws Exception {
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        writeLate(place, late);
        var plan = upkeep.run("restore", "vms", "--replace", "--plan");
        var counted = plan.json().path("losses").toString().contains("public.log");
        var seen = replaced(place, upkeep, expected);
        if (!late) {
            return seen;
        }
        var kept = kept(place);
        return withLateRow(
                seen,
                counted && kept,
                (counted ? "is counted in the plan" : "is not counted") + (kept ? " and is in the old database" : ""));
    }

    private static Seen replaced(Place place, UpkeepHere upkeep, Content expected) throws Exception {
        var answer = upkeep.run("restore", "vms", "--replace", "--yes");
        rememberKept(place, answer);
        var lost = expected.lostIn(place.content());
        return new Seen(
                answer.exitCode() == 0,
                lost.isEmpty(),
                "restore --replace: %s; restored: %s".formatted(upkeep.words(answer), Content.words(lost)));
    }

    private static void rememberKept(Place place, Answer answer) {
        var kept = answer.json().path("kept").asString("");
        if (!kept.isEmpty()) {
            place.willMake(kept);
        }
    }

    private static boolean kept(Place place) {
        var old = place.cluster()
                .psql("SELECT datname FROM pg_database WHERE datname LIKE '%s\\_before\\_%%'"
                        .formatted(place.database()));
        place.sql("postgres", "ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(old));
        return place.cluster()
                .psql(old, "SELECT count(*) FROM log WHERE line = '%s'".formatted(LATE))
                .equals("1");
    }

    private static Seen guideWithHalfAnArchive(Place place) throws Exception {
        var live = place.content();
        GuideRestores.churchBackup(place);
        place.guide().runText("gunzip $BACKUP_DIR/db_YYYYMMDD.dump.gz");
        RestoreFaults.truncate(place.newest(".dump"));
        var recipe = GuideRestores.asPrinted("church-rollback.sh").replace(".dump.gz", ".dump");
        var ran = place.guide().runText(recipe);
        var lost = live.lostIn(place.content());
        return new Seen(
                ran.exitCode() == 0,
                false,
                "exit %d; of the live database is left: %s".formatted(ran.exitCode(), Content.roughly(lost)));
    }

    private static Seen upkeepWithHalfAnObject(Place place) throws Exception {
        var live = place.content();
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        RestoreFaults.truncate(UpkeepSets.anObject(upkeep.store()));
        var answer = upkeep.run("restore", "vms", "--replace", "--yes");
        return new Seen(
                answer.exitCode() == 0,
                false,
                "%s; of the live database is left: %s"
                        .formatted(upkeep.words(answer), Content.words(live.lostIn(place.content()))));
    }

    private static Seen rebuilt(Place place, boolean open) throws Exception {
        var expected = place.content();
        place.sql("ALTER ROLE %s CREATEDB".formatted(Place.APPLICATION_USER));
        var names = Map.of(
                "pg_dump -c", "pg_dump %s -c".formatted(place.database()),
                "/web/projop/filestorage/backup", place.folder().toString(),
                "dropdb projop", "dropdb " + place.database(),
                "createdb projop", "createdb " + place.database(),
                "psql -f pg_dump.xxxx.sql", "psql -f pg_dump.sql " + place.database());
        place.guide(names).run("project-backup.sh");
        RestoreFaults.anUpdateGoesWrong(place);
        var session = place.connect();
        if (!open) {
            session.close();
        }
        var ran = place.guide(names).run("project-rebuild.sh");
        session.close();
        place.sql("postgres", "ALTER ROLE %s NOCREATEDB".formatted(Place.APPLICATION_USER));
        return GuideRestores.judge(place, new Ran(ran.exitCode(), ""), place.database(), expected);
    }

    private static Seen replaced(Place place, boolean open) throws Exception {
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        RestoreFaults.anUpdateGoesWrong(place);
        var session = place.connect();
        if (!open) {
            session.close();
        }
        var seen = replaced(place, upkeep, expected);
        session.close();
        return seen;
    }

    private static Seen guideWithApplication(Place place, boolean newer) throws Exception {
        var expected = place.content();
        GuideRestores.churchBackup(place);
        place.sql("ALTER TABLE volunteers ADD COLUMN phone text");
        try (var application = Application.of(place, newer)) {
            var ran = place.guide().runText(GuideRestores.unpacked("church-rollback.sh"));
            var seen = GuideRestores.judge(place, ran, place.database(), expected);
            var runs = application.isWell();
            return new Seen(
                    seen.claimsSuccess(), seen.whole() && runs, seen.words() + "; the application " + runs(runs));
        }
    }

    private static Seen upkeepWithApplication(Place place, boolean newer) throws Exception {
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        place.sql("ALTER TABLE volunteers ADD COLUMN phone text");
        try (var application = Application.of(place, newer)) {
            upkeep.setting("health: " + application.address()).setting("health-within: 1 s");
            var answer = upkeep.run("restore", "vms", "--replace", "--yes");
            rememberKept(place, answer);
            var lost = expected.lostIn(place.content());
            var runs = application.isWell();
            return new Seen(
                    answer.exitCode() == 0,
                    lost.isEmpty() && runs,
                    "%s; restored: %s; the application %s"
                            .formatted(upkeep.words(answer), Content.words(lost), runs(runs)));
        }
    }

    private static String runs(boolean runs) {
        return runs ? "runs" : "does not run";
    }

    /// Answers 200 when the database is what its code needs, else 500.
    private record Application(Place place, boolean newer, HttpServer server) implements AutoCloseable {
        static Application of(Place place, boolean newer) throws IOException {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var application = new Application(place, newer, server);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(application.isWell() ? 200 : 500, -1);
                exchange.close();
            });
            server.start();
            return application;
        }

        String address() {
            return "http://127.0.0.1:%d/health".formatted(server.getAddress().getPort());
        }

        boolean isWell() {
            try (var session = place.connect();
                    var statement = session.createStatement()) {
                statement.execute("SELECT id, name%s FROM volunteers LIMIT 1".formatted(newer ? ", phone" : ""));
                return true;
            } catch (SQLException missing) {
                return false;
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
