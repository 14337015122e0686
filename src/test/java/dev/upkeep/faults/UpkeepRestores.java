package dev.upkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Upkeep makes of [RestoreFaults].
final class UpkeepRestores {
    private UpkeepRestores() {}

    static Seen upkeepWithoutTheRole(Place place) throws Exception {
        var role = "treasurer_of_" + place.database();
        place.sql("CREATE ROLE %s; GRANT UPDATE ON events TO %s".formatted(role, role));
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        var backup = upkeep.run("backup");
        place.sql("DROP OWNED BY %s; DROP ROLE %s".formatted(role, role));
        var seen = UpkeepSets.restored(place, upkeep, backup, expected);
        place.sql("postgres", "DROP DATABASE IF EXISTS %s_beside".formatted(place.database()));
        place.sql("postgres", "DROP ROLE IF EXISTS " + role);
        return seen;
    }

    static void flipInTheMiddle(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /// It does not restore onto a database that is there; what is there stays as it is.
    static Seen upkeepOntoTheLiveOne(Place place) throws Exception {
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        RestoreFaults.anUpdateGoesWrong(place);
        var live = place.content();
        var refused = upkeep.run("restore", "vms", "--into", place.database());
        var touched = !live.lostIn(place.content()).isEmpty();
        return new Seen(
                refused.exitCode() == 0,
                false,
                "%s; the live database %s".formatted(upkeep.words(refused), touched ? "was changed" : "is untouched"));
    }

    static Seen upkeepAfterAnUpdate(Place place) throws Exception {
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        var backup = upkeep.run("backup");
        RestoreFaults.anUpdateGoesWrong(place);
        return UpkeepSets.restored(place, upkeep, backup, expected);
    }

    /// Restores as a user who may make databases but not this extension.
    static Seen upkeepMayNotMakeTheExtension(Place place) throws Exception {
        place.sql("CREATE EXTENSION pageinspect");
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        var backup = upkeep.run("backup");
        upkeep.secret("admin-password", Place.PASSWORD);
        upkeep.database("admin", Place.RESTORER);
        var seen = UpkeepSets.restored(place, upkeep, backup, expected);
        var left = place.exists(place.database() + "_beside");
        return new Seen(
                seen.claimsSuccess(),
                seen.whole(),
                seen.words() + (left ? "; half a database is left" : "; no database is left"));
    }
}
