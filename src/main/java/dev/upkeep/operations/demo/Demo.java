package dev.upkeep.operations.demo;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.run.Stop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Upkeep's main job on a made-up application, each promise held against the world. Whatever happens, it removes what
/// it started; what a killed one left is removed by the next in the same folder.
public final class Demo {
    private static final List<Chapter> CHAPTERS = List.of(
            Opening.chapter(),
            Proving.firstSet(),
            Proving.firstProof(),
            Proving.secondSet(),
            Rotting.found(),
            Rotting.healed(),
            Losing.chapter(),
            Keeping.chapter());

    private final Host host;
    private final PrivateServers servers;
    private final Verbs.Factory verbs;
    private final Stop stop;
    private final InstantSource clock;
    private final String program;

    /// @param program how `upkeep` is called on this machine
    public Demo(
            Host host, PrivateServers servers, Verbs.Factory verbs, Stop stop, InstantSource clock, String program) {
        this.host = host;
        this.servers = servers;
        this.verbs = verbs;
        this.stop = stop;
        this.clock = clock;
        this.program = program;
    }

    /// Tells the whole story.
    ///
    /// @param place a folder that does not exist, is empty, or is a dead demo's
    /// @param keep whether the server and the folder stay afterwards, until [#remove]
    /// @throws UpkeepException REFUSED when the folder is not a demo's, or a kept one; CLASH when one runs in it;
    ///     CANCELLED when asked to stop
    public DemoReport run(Path place, boolean keep, Narrator narrator) {
        try (var hold = stop.enter();
                var folder = DemoFolder.open(place)) {
            refuseKept(folder);
            clear(folder, narrator);
            var scene = scene(folder, narrator);
            try {
                var begun = clock.instant();
                var claims = tell(scene, hold);
                var took = Duration.between(begun, clock.instant());
                if (keep) {
                    scene.application.writeCommand(program);
                    folder.keep();
                }
                return new DemoReport(claims, folder.path(), keep, took, program);
            } finally {
                hold.shield();
                scene.closeVerbs();
                if (!folder.isKept()) {
                    end(folder);
                }
            }
        }
    }

    /// Ends a kept demo, or what a killed one left.
    ///
    /// @throws UpkeepException NOT_FOUND when there is none; CLASH when it runs
    public void remove(Path place, Narrator narrator) {
        try (var hold = stop.enter();
                var folder = DemoFolder.existing(place)
                        .orElseThrow(() -> new UpkeepException(
                                Kind.NOT_FOUND, "there is no demo in " + place, "Name its folder: --folder PLACE"))) {
            hold.shield();
            clear(folder, narrator);
            end(folder);
        }
    }

    private static void refuseKept(DemoFolder folder) {
        if (folder.isKept()) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "a demo that is kept lives in " + folder.path(),
                    "End it first: upkeep demo --remove --folder " + folder.path());
        }
    }

    private List<Claim> tell(Scene scene, Stop.Hold hold) {
        var claims = new ArrayList<Claim>();
        for (var chapter : CHAPTERS) {
            hold.check();
            claims.add(claim(chapter, claims.size() + 1, scene));
            if (!claims.getLast().held()) {
                break;
            }
        }
        CHAPTERS.stream()
                .skip(claims.size())
                .forEach(rest -> claims.add(new Claim(rest.promise(), false, Duration.ZERO, "not reached")));
        return claims;
    }

    private Claim claim(Chapter chapter, int number, Scene scene) {
        scene.narrator.chapter(number, CHAPTERS.size(), chapter.title());
        var begun = clock.instant();
        var evidence = evidence(chapter, scene);
        scene.narrator.seen((evidence.held() ? "" : "THIS DID NOT HOLD: ") + evidence.seen());
        return new Claim(chapter.promise(), evidence.held(), Duration.between(begun, clock.instant()), evidence.seen());
    }

    private static Evidence evidence(Chapter chapter, Scene scene) {
        try {
            return chapter.telling().tell(scene);
        } catch (UpkeepException failure) {
            if (failure.problem().kind() == Kind.CANCELLED || failure.problem().kind() == Kind.MISSING) {
                throw failure;
            }
            return Evidence.notHeld(failure.problem().message());
        }
    }

    private Scene scene(DemoFolder folder, Narrator narrator) {
        var application = new VolunteerApplication(folder.path());
        return new Scene(
                narrator,
                application,
                () -> DemoServer.start(host, servers, serverName(folder), folder.path()),
                () -> verbs.open(application.config(), application.state()));
    }

    /// Removes what a dead demo left: its unfinished runs with their own servers, its live server, its files.
    private void clear(DemoFolder folder, Narrator narrator) {
        var left = new VolunteerApplication(folder.path());
        if (Files.exists(left.config()) && Files.exists(left.state())) {
            try (var dead = verbs.open(left.config(), left.state())) {
                dead.takeUp();
            } catch (UpkeepException failure) {
                narrator.say("What a killed demo was doing could not be taken back: "
                        + failure.problem().message());
            }
        }
        servers.remove(serverName(folder));
        folder.empty();
    }

    private void end(DemoFolder folder) {
        servers.remove(serverName(folder));
        folder.remove();
    }

    /// Known from the folder alone, so that it is found again.
    private static String serverName(DemoFolder folder) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(folder.path().toString().getBytes(StandardCharsets.UTF_8));
            return "demo-" + HexFormat.of().formatHex(hash, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
