package dev.upkeep.cli;

import dev.upkeep.run.Entry;
import dev.upkeep.run.JournalLine;
import dev.upkeep.run.Progress;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Watcher;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Shows a run while it goes on, on stderr: a bar that is drawn over itself on a terminal, else a line now and then.
final class ConsoleWatcher implements Watcher {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final PrintStream errors;
    private final boolean terminal;
    private final InstantSource clock;
    private Instant lastDrawn = Instant.EPOCH;
    private Instant begun = Instant.EPOCH;
    private String what = "";
    private boolean barShown;

    ConsoleWatcher(PrintStream errors, boolean terminal, InstantSource clock) {
        this.errors = errors;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public synchronized void saw(RunId run, JournalLine line) {
        var text = words(line.entry());
        if (!text.isEmpty()) {
            clearBar();
            errors.println(Text.printable(text));
        }
    }

    private static String words(Entry entry) {
        return switch (entry) {
            case Entry.StepStarted(var ignored, var name) -> "  " + name + " …";
            case Entry.StepFailed failed -> "  failed: " + failed.name();
            case Entry.UndoStarted(var ignored, var name) -> "  taking back: " + name;
            case Entry.UndoFailed(var ignored, var name, var problem) ->
                "  could not take back: " + name + ": " + problem.message();
            case Entry.Noted(var note) -> "    " + note;
            case Entry.RunStarted ignored -> "";
            case Entry.StepEnded ignored -> "";
            case Entry.UndoEnded ignored -> "";
            case Entry.RunEnded ignored -> "";
            case Entry.TakenUp ignored -> "";
            case Entry.Settled ignored -> "";
        };
    }

    @Override
    public synchronized void progressed(RunId run, Progress progress) {
        var now = clock.instant();
        if (!progress.what().equals(what)) {
            what = progress.what();
            begun = now;
            lastDrawn = terminal ? Instant.EPOCH : now;
        }
        var wait = terminal ? REDRAW : LINE;
        if (Duration.between(lastDrawn, now).compareTo(wait) < 0) {
            return;
        }
        lastDrawn = now;
        var line = new ProgressLine(progress, Duration.between(begun, now)).text();
        if (terminal) {
            errors.print("\r    " + Text.printable(line) + "\033[K");
            errors.flush();
            barShown = true;
            return;
        }
        errors.println("    " + Text.printable(line));
    }

    private void clearBar() {
        if (barShown) {
            errors.print("\r\033[K");
            barShown = false;
        }
    }
}
