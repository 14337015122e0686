package dev.upkeep.operations.restore;

import dev.upkeep.app.ServiceSettings;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.health.Health;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunId;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Replaces the live database of one app with a set, with a way back.
///
/// @param live the name of the app's database
/// @param losses counts what a plan shows
public record Replacements(
        String app,
        String live,
        ReadingRoom room,
        Supplier<Server> server,
        LiveDatabases databases,
        AppControl control,
        ReplacePlan.LossCount losses,
        Runner runner,
        int workers) {
    /// @param kept the database that stays beside the live one: the old one, or after a failure the new one when it was
    ///     live and may hold rows of that time; empty when there is none
    public record Replaced(String set, String run, Outcome outcome, String database, Optional<Kept> kept) {}

    /// @param remove the command that drops it; @param open the one that lets people in; @param back the one that puts
    ///     it in the place of the live one
    public record Kept(String name, String remove, String open, String back) {}

    /// @param prefix of the set's id; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED
    public ReplacePlan plan(String prefix) {
        var set = Restores.whole(room, app, prefix).manifest();
        return new ReplacePlan(
                set,
                live,
                ReplaceState.keptName(live, "<date>_<time>"),
                databases.space(live),
                inTheWay(set),
                steps(set),
                losses.since(set));
    }

    private List<String> inTheWay(Manifest set) {
        var found = new ArrayList<String>();
        try (var target = server.get()) {
            if (!target.exists(live)) {
                return List.of("there is no database \"%s\" on %s".formatted(live, target.address()));
            }
            found.addAll(target.obstacles(set.database()));
        }
        found.addAll(databases.missingRights(live));
        found.addAll(control.obstacles());
        found.addAll(databases.bound(live));
        found.addAll(LookBeforeReplacing.tooLittleSpace(databases, live, set));
        return found;
    }

    private List<String> steps(Manifest set) {
        var settings = control.settings();
        var steps = new ArrayList<String>();
        steps.add("restore set %s beside \"%s\" and compare every row".formatted(set.set(), live));
        command(steps, "maintenance on", settings.maintenanceOn());
        command(steps, "stop the app", settings.stop());
        steps.add("close \"%s\" and end its sessions".formatted(live));
        steps.add("rename \"%s\" to \"%s\", and the new database to \"%s\", in one transaction"
                .formatted(live, ReplaceState.keptName(live, "<date>_<time>"), live));
        command(steps, "start the app", settings.start());
        steps.add(health(settings));
        command(steps, "maintenance off", settings.maintenanceOff());
        return steps;
    }

    private static void command(List<String> steps, String what, List<String> words) {
        if (!words.isEmpty()) {
            steps.add(what + ": " + String.join(" ", words));
        }
    }

    private static String health(ServiceSettings settings) {
        return settings.health() == null
                ? "call it done: no address for its health is set"
                : "ask %s for at most %d s; when the app is not well, put the old database back"
                        .formatted(
                                Health.named(settings.health()),
                                settings.healthWithin().toSeconds());
    }

    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Replaced perform(String prefix, String who) {
        var set = Restores.whole(room, app, prefix).name();
        var claims = List.of(new Claim("restore", "database:" + live, true), new Claim("live database", app, true));
        var ended = runner.run(
                procedure(),
                run -> ReplaceState.of(app, set, live, run),
                new RunRequest(app, who, claims, Duration.ZERO));
        return new Replaced(set, ended.run().value(), ended.outcome(), live, kept(ended.state(), ended.run()));
    }

    private Optional<Kept> kept(ReplaceState names, RunId run) {
        var aside = "upkeep_aside_" + run.value().replace('-', '_');
        try (var target = server.get()) {
            return List.of(names.kept(), names.failed()).stream()
                    .filter(name -> target.identity(name)
                            .filter(identity -> identity.equals(names.old()) || identity.equals(names.next()))
                            .isPresent())
                    .findFirst()
                    .map(name -> new Kept(
                            name,
                            databases.toRemove(name),
                            databases.toOpen(name),
                            databases.toPutBack(live, name, aside)));
        } catch (UpkeepException serverIsGone) {
            return Optional.empty();
        }
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(procedure());
    }

    private ReplaceDatabase procedure() {
        return new ReplaceDatabase(room, server, databases, control, workers);
    }
}
