package dev.upkeep.cli;

import dev.upkeep.run.Progress;
import dev.upkeep.run.RunContext.Unit;
import java.time.Duration;
import java.util.Locale;

/// How far work is, in one line: what, share, amount, rate, time left.
record ProgressLine(Progress progress, Duration elapsed) {
    private static final int WIDTH = 20;

    String text() {
        var line = new StringBuilder(progress.what()).append("  ");
        if (progress.total() > 0) {
            line.append(bar()).append("  ");
        }
        line.append(amount(progress.done()));
        if (progress.total() > 0) {
            line.append(" of ").append(amount(progress.total()));
        }
        var rate = perSecond();
        if (rate > 0) {
            line.append(", ").append(amount(rate)).append("/s");
        }
        if (rate > 0 && progress.total() > progress.done()) {
            line.append(", ")
                    .append(Text.seconds(Duration.ofSeconds((progress.total() - progress.done()) / rate)))
                    .append(" left");
        }
        return line.toString();
    }

    private String bar() {
        var share = Math.min(1.0, progress.done() / (double) progress.total());
        var full = (int) (share * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] "
                + String.format(Locale.ROOT, "%3.0f %%", share * 100);
    }

    private long perSecond() {
        return elapsed.toMillis() < 500 ? 0 : progress.done() * 1000 / elapsed.toMillis();
    }

    private String amount(long number) {
        return progress.unit() == Unit.BYTES
                ? Text.bytes(number)
                : Text.count(number) + " " + progress.unit().name().toLowerCase(Locale.ROOT);
    }
}
