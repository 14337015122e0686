package dev.upkeep.base.problem;

/// Stops the work with a [Problem]. Expected answers are values, not exceptions.
public final class UpkeepException extends RuntimeException {
    private final Problem problem;

    public UpkeepException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public UpkeepException(Problem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public UpkeepException(Kind kind, String message, String hint) {
        this(new Problem(kind, message, hint));
    }

    public UpkeepException(Kind kind, String message, String hint, Throwable cause) {
        this(new Problem(kind, message, hint), cause);
    }

    public Problem problem() {
        return problem;
    }
}
