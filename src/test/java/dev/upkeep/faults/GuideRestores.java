package dev.upkeep.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Restores with the guides' recipes and looks at what came of it.
final class GuideRestores {
    static final String ROLLBACK = "volunteer-rollback.sh";

    private GuideRestores() {}

    /// The volunteer system's dump, restored by its rollback script into an empty database.
    static Seen plain(Place place) throws Exception {
        var expected = place.content();
        place.guide().run(GuideDumps.BACKUP);
        return rollBack(place, place.makeEmptyDatabase(place.database() + "_back"), expected);
    }

    /// Something breaks the dump between the backup and the restore into an empty database.
    static Seen change(Place place, Change change) throws Exception {
        var expected = place.content();
        place.guide().run(GuideDumps.BACKUP);
        change.happen();
        return rollBackHalf(place, place.makeEmptyDatabase(place.database() + "_back"), expected);
    }

    /// Of a dump that broke off, see [GuideDumps#judgeHalf].
    static Seen rollBackHalf(Place place, String target, Content expected) throws IOException, SQLException {
        var ran = place.guide(Map.of("vms_production", target))
                .run(ROLLBACK, place.newest(".sql.gz").toString());
        return judge(place, new Ran(ran.exitCode(), ran.lastLine()), target, expected, Content::roughly);
    }

    static Seen rollBack(Place place, String target, Content expected) throws IOException, SQLException {
        var ran = place.guide(Map.of("vms_production", target))
                .run(ROLLBACK, place.newest(".sql.gz").toString());
        return judge(place, ran, target, expected);
    }

    static Seen judge(Place place, Ran ran, String target, Content expected) throws SQLException {
        return judge(place, ran, target, expected, Content::words);
    }

    private static Seen judge(
            Place place, Ran ran, String target, Content expected, Function<List<String>, String> inWords)
            throws SQLException {
        var lost = expected.lostIn(place.content(target));
        var errors =
                ran.output().lines().filter(line -> line.contains("ERROR:")).count();
        var words = "exit %d%s%s; restored: %s"
                .formatted(
                        ran.exitCode(),
                        ran.lastLine().isEmpty() ? "" : ", \"%s\"".formatted(ran.lastLine()),
                        errors == 0 ? "" : ", %d with ERROR among the lines before it".formatted(errors),
                        inWords.apply(lost));
        return new Seen(ran.exitCode() == 0, lost.isEmpty(), words);
    }

    /// The church system's dump. `gzip` and `pg_restore` do not fit each other; the recipes are played with and without
    /// that.
    static void churchBackup(Place place) throws IOException {
        place.guide().run("church-backup.sh");
    }

    /// The recipe with the day filled in, as a person would.
    static String asPrinted(String recipe) throws IOException {
        return Guide.text(recipe).replace("\"$BACKUP_DIR/db_YYYYMMDD.dump.gz\"", "$BACKUP_DIR/db_YYYYMMDD.dump.gz");
    }

    /// The recipe as it should have been printed: the archive is unpacked first.
    static String unpacked(String recipe) throws IOException {
        return "gunzip $BACKUP_DIR/db_YYYYMMDD.dump.gz\n" + asPrinted(recipe).replace(".dump.gz", ".dump");
    }

    @FunctionalInterface
    interface Change {
        void happen() throws Exception;
    }
}
