package dev.upkeep.cli;

import dev.upkeep.operations.demo.DemoReport;
import dev.upkeep.operations.demo.Narrator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Prints the demo's story, lines of at most 100 letters, and its summary.
final class StoryTeller implements Narrator {
    private static final int WIDTH = 100;

    private final Consumer<String> lines;
    private final Runnable betweenChapters;

    /// @param betweenChapters waits for a person, or does nothing; not called before the first chapter
    StoryTeller(Consumer<String> lines, Runnable betweenChapters) {
        this.lines = lines;
        this.betweenChapters = betweenChapters;
    }

    @Override
    public void chapter(int number, int of, String title) {
        if (number > 1) {
            betweenChapters.run();
        }
        lines.accept("");
        lines.accept("%d/%d  %s".formatted(number, of, title));
    }

    @Override
    public void say(String words) {
        wrapped(words, WIDTH - 5).forEach(line -> lines.accept("     " + line));
    }

    @Override
    public void command(String line) {
        lines.accept("     $ " + line);
    }

    @Override
    public void seen(String fact) {
        var all = wrapped(fact, WIDTH - 8);
        lines.accept("     -> " + all.getFirst());
        all.stream().skip(1).forEach(line -> lines.accept("        " + line));
    }

    void summary(DemoReport report) {
        lines.accept("");
        for (var claim : report.claims()) {
            lines.accept("%-8s %7s  %s"
                    .formatted(claim.held() ? "held" : "NOT HELD", Text.seconds(claim.took()), claim.promise()));
            wrapped(claim.seen(), WIDTH - 20).forEach(line -> lines.accept(" ".repeat(20) + line));
        }
        var end = report.held() ? "Every promise held" : "Not every promise held";
        lines.accept("");
        lines.accept("%s; the demo took %s.".formatted(end, Text.seconds(report.took())));
    }

    static List<String> wrapped(String words, int width) {
        var all = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : words.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                all.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        all.add(line.toString());
        return all;
    }
}
