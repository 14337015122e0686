package dev.upkeep.base.problem;

import java.util.Locale;

/// What sort of problem it is. The one table from kind to exit code and HTTP status.
public enum Kind {
    /// Something did not work; what was begun was taken back, or nothing was changed.
    FAILED(1, 500),
    /// The operator or the program asked to stop; what was begun was taken back.
    CANCELLED(1, 500),
    /// The command's words do not fit.
    USAGE(2, 400),
    /// The configuration has mistakes.
    CONFIGURATION(2, 422),
    /// The thing that was named does not exist.
    NOT_FOUND(2, 404),
    /// A proof or check looked and found something wrong: damaged objects, other rows than recorded.
    DAMAGED(3, 422),
    /// A guard refuses, because it would do harm.
    REFUSED(4, 409),
    /// Another run holds what this one needs.
    CLASH(4, 409),
    /// Something that is needed cannot be reached: server, store, host.
    UNREACHABLE(5, 503),
    /// Something that is needed is not there: a program, a right, an extension, a locale, space.
    MISSING(5, 503),
    /// Neither done nor taken back; a person must look.
    STUCK(6, 500),
    /// A mistake of ours.
    BUG(70, 500);

    private final int exitCode;
    private final int httpStatus;

    Kind(int exitCode, int httpStatus) {
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
    }

    public int exitCode() {
        return exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// The word that programs read: lower case, for example `not_found`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
