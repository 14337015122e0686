package dev.upkeep.run;

/// What a step sees of its run.
///
/// @param stop what a checkpoint asks besides the lease; nothing while taking back
record LiveContext(RunLog log, Runnable stop) implements RunContext {
    private static final int LONGEST = 2_000;

    @Override
    public RunId run() {
        return log.run();
    }

    @Override
    public void note(String line) {
        log.write(new Entry.Noted(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…"));
    }

    @Override
    public void progress(String what, long done, long total, Unit unit) {
        log.progress(new Progress(what, done, total, unit));
    }

    @Override
    public void checkpoint() {
        stop.run();
        log.checkNowAndThen();
    }
}
