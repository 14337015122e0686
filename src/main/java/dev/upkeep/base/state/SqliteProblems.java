package dev.upkeep.base.state;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says in an operator's words why the state file could not be used.
final class SqliteProblems {
    private SqliteProblems() {}

    static UpkeepException of(Path file, SQLException failure) {
        return new UpkeepException(problem(file, failure), failure);
    }

    private static Problem problem(Path file, SQLException failure) {
        var code = failure instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        var primary = SQLiteErrorCode.getErrorCode(code.code & 0xff);
        var state = "the state file " + file;
        return switch (primary) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                Problem.of(
                        Kind.UNREACHABLE,
                        state + " was held by another process for 10 s",
                        "See who uses it: fuser -v " + file);
            case SQLITE_FULL ->
                Problem.of(Kind.MISSING, state + " could not grow: no space is left", "Free space on its disk.");
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                Problem.of(
                        Kind.DAMAGED,
                        state + " is damaged: " + failure.getMessage(),
                        "Move it aside and start again: sets and proofs live in the store, only the log is lost.");
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH ->
                Problem.of(
                        Kind.MISSING,
                        state + " can't be opened for writing: " + failure.getMessage(),
                        "Check owner and rights of the file and its folder.");
            case SQLITE_IOERR ->
                Problem.of(
                        Kind.UNREACHABLE,
                        state + " could not be read or written: " + failure.getMessage(),
                        "Look at its disk: dmesg | tail");
            default ->
                Problem.of(
                        Kind.FAILED,
                        state + " could not be used: " + failure.getMessage(),
                        "Run it again; if it stays so, report it.");
        };
    }
}
