package dev.upkeep.base.config;

import dev.upkeep.base.config.Value.Bad;
import dev.upkeep.base.config.Value.Good;
import dev.upkeep.base.config.Value.Read;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The kinds of values that settings have.
public final class Values {
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");
    private static final Map<String, Duration> TIMES = Map.of(
            "s", Duration.ofSeconds(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES = Map.of(
            "B", 1L,
            "kB", 1_000L,
            "MB", 1_000_000L,
            "GB", 1_000_000_000L,
            "TB", 1_000_000_000_000L,
            "KiB", 1L << 10,
            "MiB", 1L << 20,
            "GiB", 1L << 30,
            "TiB", 1L << 40);

    private Values() {}

    /// Any text on one line, as it is written: `2024` and `yes` are texts too.
    public static Value<String> text() {
        return node -> {
            if (!(node instanceof Node.Scalar scalar)
                    || scalar.isNothing()
                    || scalar.text().isBlank()) {
                return new Bad<>("is %s instead of a text".formatted(emptyOr(node)), "Write a value after the colon");
            }
            var control = scalar.text().chars().anyMatch(Character::isISOControl);
            return control
                    ? new Bad<>("holds a line break or another control character", "Write it on one line")
                    : new Good<>(scalar.text());
        };
    }

    /// @param shape in words, for people: `small letters, digits and -`
    public static Value<String> matching(Pattern pattern, String shape, String example) {
        return text().then(text -> pattern.matcher(text).matches()
                ? new Good<>(text)
                : wrong(text, shape, "Write for example: " + example));
    }

    /// @param words what may stand there; @param later what a later version will know
    public static Value<String> oneOf(List<String> words, List<String> later) {
        return text().then(text -> {
            if (words.contains(text)) {
                return new Good<>(text);
            }
            if (later.contains(text)) {
                return new Bad<>(
                        "is %s, which is not yet in this version".formatted(text),
                        "This version knows: " + String.join(", ", words));
            }
            var near = Suggestion.near(text, words);
            return wrong(
                    text,
                    "one of: " + String.join(", ", words),
                    near.map("Did you mean %s?"::formatted).orElse("Choose one of them"));
        });
    }

    public static Value<Integer> number(int least, int most) {
        var shape = "a whole number from %d to %d".formatted(least, most);
        return text().then(text -> {
            var fits = text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
            return fits ? new Good<>(Integer.valueOf(text)) : wrong(text, shape, "Write for example: " + least);
        });
    }

    /// `30 s`, `90 min`, `2 h`, `14 d`.
    public static Value<Duration> duration() {
        return text().then(text -> {
            var amount = AMOUNT.matcher(text);
            var unit = amount.matches() ? TIMES.get(amount.group(2)) : null;
            return unit == null
                    ? wrong(text, "a time", "Write for example: 30 s, 90 min, 2 h or 14 d")
                    : new Good<>(unit.multipliedBy(Long.parseLong(amount.group(1))));
        });
    }

    /// In bytes: `500 MB`, `2 GiB`.
    public static Value<Long> size() {
        return text().then(text -> {
            var amount = AMOUNT.matcher(text);
            long unit = amount.matches() ? SIZES.getOrDefault(amount.group(2), 0L) : 0;
            return unit > 0 && Long.parseLong(amount.group(1)) <= Long.MAX_VALUE / unit
                    ? new Good<>(unit * Long.parseLong(amount.group(1)))
                    : wrong(text, "a size", "Write for example: 500 MB or 2 GiB");
        });
    }

    /// A path, made absolute from the folder.
    public static Value<Path> path(Path folder) {
        return text().then(text -> path(folder, text));
    }

    public static Read<Path> path(Path folder, String text) {
        if (text.startsWith("~")) {
            return wrong(text, "a path", "Write the home folder out, ~ is not read here");
        }
        try {
            return new Good<>(folder.resolve(text).normalize());
        } catch (InvalidPathException notAPath) {
            return wrong(text, "a path", "Write for example: /var/lib/app/uploads");
        }
    }

    /// An address for a browser: http or https with a host, without a password.
    public static Value<URI> webAddress() {
        return text().then(text -> {
            try {
                var uri = new URI(text);
                if (uri.getUserInfo() != null) {
                    return new Bad<>("holds a password", "Write an address that needs none");
                }
                var web = uri.getHost() != null
                        && uri.getPort() <= LAST_PORT
                        && List.of("http", "https").contains(uri.getScheme());
                return web ? new Good<>(uri) : notAnAddress(text);
            } catch (URISyntaxException notAnAddress) {
                return notAnAddress(text);
            }
        });
    }

    /// `env:NAME`, `file:PATH` or `dotenv:PATH#NAME`. What else stands there is never shown: it may be the secret
    /// itself.
    public static Value<Secret> secret(Path folder) {
        return text().then(text -> Secret.parse(text, folder)
                .<Read<Secret>>map(Good::new)
                .orElseGet(() -> new Bad<>(
                        "is a secret in plain text, or not a reference to one",
                        "Write env:NAME (a variable of Upkeep's environment), file:PATH (a file that only Upkeep's"
                                + " account can read) or dotenv:PATH#NAME (a variable in the app's .env)")));
    }

    /// Several values, or a single one instead of a list of one.
    public static <T> Value<List<T>> listOf(Value<T> value) {
        return node -> {
            var all = new ArrayList<T>();
            for (var item : node instanceof Node.Sequence sequence ? sequence.items() : List.of(node)) {
                switch (value.read(item)) {
                    case Good<T>(var good) -> all.add(good);
                    case Bad<T>(var what, var hint, var ignored) -> {
                        return new Bad<>(what, hint, node instanceof Node.Sequence ? item.mark() : null);
                    }
                }
            }
            return new Good<>(List.copyOf(all));
        };
    }

    private static Read<URI> notAnAddress(String text) {
        return wrong(text, "an address", "Write for example: http://127.0.0.1:5000/health");
    }

    private static <T> Read<T> wrong(String found, String expected, String hint) {
        var shown = found.length() <= LONGEST_SHOWN ? found : found.substring(0, LONGEST_SHOWN) + "…";
        return new Bad<>("is \"%s\" instead of %s".formatted(shown, expected), hint);
    }

    private static String emptyOr(Node node) {
        return node instanceof Node.Scalar ? "empty" : node.kind();
    }
}
