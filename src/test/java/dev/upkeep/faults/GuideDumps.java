package dev.upkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Takes a set with the volunteer system's script and looks at it as nobody does: by restoring it.
final class GuideDumps {
    static final String BACKUP = "volunteer-backup.sh";

    private GuideDumps() {}

    /// The script on a healthy system; everything must come back, or the fault would prove nothing.
    static Seen plain(Place place) throws Exception {
        var expected = place.content();
        return judge(place, place.guide().run(BACKUP), expected);
    }

    /// @param names for a fault in a name, see [Place#guide(Map)]
    static Seen with(Place place, Map<String, String> names) throws Exception {
        var expected = place.content();
        return judge(place, place.guide(names).run(BACKUP), expected);
    }

    /// What the script said, how large its file is, what `gunzip -t` thinks of it, and what really comes back.
    static Seen judge(Place place, Ran ran, Content expected) throws IOException, SQLException {
        return judge(place, ran, expected, Content::words);
    }

    /// For a dump that broke off, where the moment decides how much is in it.
    static Seen judgeHalf(Place place, Ran ran, Content expected) throws IOException, SQLException {
        return judge(place, ran, expected, Content::roughly);
    }

    private static Seen judge(Place place, Ran ran, Content expected, Function<List<String>, String> words)
            throws IOException, SQLException {
        var file = place.newest(".sql.gz");
        var tested = place.guide().runText("gunzip -t " + file).exitCode();
        var target = place.makeEmptyDatabase(place.database() + "_back");
        place.guide().runText("gunzip -c %s | psql -q %s".formatted(file, target));
        var lost = expected.lostIn(place.content(target));
        var size = Files.size(file);
        var seen = "exit %d, \"%s\"; %s; `gunzip -t` %s; restored: %s"
                .formatted(
                        ran.exitCode(),
                        claim(ran),
                        size < 1000 ? "a file of %d bytes".formatted(size) : "a file",
                        tested == 0 ? "finds it good" : "finds it broken",
                        words.apply(lost));
        return new Seen(ran.exitCode() == 0, lost.isEmpty(), seen);
    }

    private static String claim(Ran ran) {
        return ran.lastLine().replaceAll("\\d{8}_\\d{6}", "DATE");
    }
}
