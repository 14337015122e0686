package dev.upkeep.base.state;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;

/// Says in an operator's words why the state's server could not be used, and whether it may be different soon.
final class PostgresProblems {
    private static final Set<String> SHUTTING = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");
    /// The driver's own, when the server asks for one.
    private static final String NO_PASSWORD = "08004";

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    private static final Set<String> WAITED = Set.of("57014", "55P03");

    private final StatePlace.Server place;

    PostgresProblems(StatePlace.Server place) {
        this.place = place;
    }

    /// Whether that session can't be used any more.
    static boolean isLost(SQLException failure) {
        return (state(failure).startsWith("08") && !state(failure).equals(NO_PASSWORD))
                || SHUTTING.contains(state(failure));
    }

    /// Whether the same may work when it is tried again.
    static boolean isTemporary(SQLException failure) {
        var mistyped = failure.getCause() instanceof UnknownHostException;
        var crowded = state(failure).equals("53300");
        return !mistyped
                && (isLost(failure)
                        || crowded
                        || CONFLICTS.contains(state(failure))
                        || WAITED.contains(state(failure)));
    }

    UpkeepException of(SQLException failure) {
        return new UpkeepException(problem(failure), failure);
    }

    private Problem problem(SQLException failure) {
        var state = state(failure);
        var name = "the state " + place;
        var said = said(failure);
        if (isLost(failure) || state.equals("53300")) {
            return Problem.of(
                    Kind.UNREACHABLE,
                    "%s can't be reached: %s".formatted(name, said),
                    "Start that server, or look why it does not answer: pg_isready -h %s -p %d"
                            .formatted(place.host(), place.port()));
        }
        if (WAITED.contains(state)) {
            return Problem.of(
                    Kind.UNREACHABLE,
                    "%s did not answer in time: %s".formatted(name, said),
                    "See who keeps it: SELECT * FROM pg_stat_activity WHERE application_name = 'upkeep state'");
        }
        return switch (state) {
            case "28P01", "28000", NO_PASSWORD ->
                Problem.of(
                        Kind.MISSING,
                        "%s does not let \"%s\" in: %s".formatted(name, place.user(), said),
                        "Put its password into the environment variable %s or into ~/.pgpass (0600), and see pg_hba.conf."
                                .formatted(StatePassword.VARIABLE));
            case "3D000" ->
                Problem.of(
                        Kind.NOT_FOUND,
                        "%s: there is no such database".formatted(name),
                        "Make it: createdb --encoding=UTF8 --template=template0 --owner='%s' '%s'"
                                .formatted(place.user(), place.database()));
            case "42501" ->
                Problem.of(
                        Kind.MISSING,
                        "%s can't be used by \"%s\": %s".formatted(name, place.user(), said),
                        "As administrator of that database: CREATE SCHEMA IF NOT EXISTS upkeep AUTHORIZATION \"%s\""
                                .formatted(place.user().replace("\"", "\"\"")));
            case "25006" ->
                Problem.of(
                        Kind.MISSING,
                        "%s can't be written: %s".formatted(name, said),
                        "Name the server that is written to, not its standby.");
            case "53100" ->
                Problem.of(
                        Kind.MISSING,
                        "%s could not grow: %s".formatted(name, said),
                        "Free space on its server's disk.");
            case "XX001", "XX002" ->
                Problem.of(
                        Kind.DAMAGED,
                        "%s is damaged: %s".formatted(name, said),
                        "Look at that server. Sets and proofs live in the store; only the log would be lost.");
            default ->
                Problem.of(
                        Kind.FAILED,
                        "%s could not be used: %s".formatted(name, said),
                        "Run it again; if it stays so, report it.");
        };
    }

    private static String said(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }
}
