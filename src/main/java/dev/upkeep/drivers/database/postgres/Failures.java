package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.SQLException;

/// Turns what the server or the driver says into a problem of the right kind.
final class Failures {
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String NO_SUCH_TABLE = "42P01";
    static final String NO_SUCH_SCHEMA = "3F000";

    private Failures() {}

    /// @param whatFailed a sentence without its end: `could not copy public.orders`
    static UpkeepException of(String whatFailed, SQLException failure) {
        var state = state(failure);
        return new UpkeepException(kind(state), whatFailed + ": " + message(failure), hint(state), failure);
    }

    static String state(SQLException failure) {
        var state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private static Kind kind(String state) {
        return switch (state) {
            case "28000", "28P01", "42501" -> Kind.MISSING;
            case "3D000" -> Kind.NOT_FOUND;
            case "53300", "57P01", "57P02", "57P03" -> Kind.UNREACHABLE;
            default -> state.startsWith("08") ? Kind.UNREACHABLE : Kind.FAILED;
        };
    }

    private static String hint(String state) {
        return switch (state) {
            case "28000", "28P01" -> "Check database.user and database.password, and the server's pg_hba.conf.";
            case "42501" -> "Give the backup user the right, or run: upkeep doctor";
            case "3D000" -> "Check database.name.";
            case "53300" -> "Free connections on the server, or raise max_connections.";
            case "57P01", "57P02" -> "Somebody ended the session or stopped the server; try again.";
            case "57P03" -> "The server is starting or stopping; try again in a moment.";
            case "53200" -> "Raise max_locks_per_transaction on the server when it says \"out of shared memory\".";
            default -> state.startsWith("08") ? "Check that the server runs and is reachable at that address." : "";
        };
    }

    /// The server's own first line, with its detail; pgjdbc's message repeats position and place.
    static String message(SQLException failure) {
        if (failure instanceof org.postgresql.util.PSQLException server && server.getServerErrorMessage() != null) {
            var said = server.getServerErrorMessage();
            var detail = said.getDetail();
            return said.getMessage() + (detail == null ? "" : " (" + detail.replace('\n', ' ') + ")");
        }
        var message = String.valueOf(failure.getMessage());
        var cause = failure.getCause();
        return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
                ? message
                : message + " (" + cause.getMessage() + ")";
    }
}
