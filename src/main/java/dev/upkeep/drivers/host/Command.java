package dev.upkeep.drivers.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command as a value: a list of words, never a shell string.
///
/// @param words the program and its arguments; no word may hold a NUL
/// @param environment what the process gets besides PATH, LC_ALL=C.UTF-8 and HOME: it starts empty otherwise
/// @param folder where it runs; null is the root folder
/// @param limit after which the whole process tree is ended and the command counts as failed
/// @param secrets texts that print as `***` wherever the command or its output is shown
/// @param user the system account that it runs as; null is our own
/// @param leaves whether processes that it started go on when it ended well: what starts an application
public record Command(
        List<String> words,
        Map<String, String> environment,
        @Nullable Path folder,
        Duration limit,
        Set<String> secrets,
        @Nullable String user,
        boolean leaves) {
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(1);

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        secrets = Set.copyOf(secrets);
        if (words.isEmpty() || words.getFirst().isBlank()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("a word of a command holds a NUL");
        }
        environment.forEach(Command::checkVariable);
    }

    public static Command of(String... words) {
        return of(List.of(words));
    }

    public static Command of(List<String> words) {
        return new Command(words, Map.of(), null, DEFAULT_LIMIT, Set.of(), null, false);
    }

    public Command environment(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(words, more, folder, limit, secrets, user, leaves);
    }

    /// Like [#environment], for a value that must not be shown.
    public Command secret(String name, String value) {
        var hidden = new HashSet<>(secrets);
        hidden.add(value);
        return new Command(words, environment, folder, limit, hidden, user, leaves).environment(name, value);
    }

    public Command in(Path newFolder) {
        return new Command(words, environment, newFolder, limit, secrets, user, leaves);
    }

    public Command within(Duration newLimit) {
        return new Command(words, environment, folder, newLimit, secrets, user, leaves);
    }

    public Command as(String account) {
        return new Command(words, environment, folder, limit, secrets, account, leaves);
    }

    /// What it started and left behind is not ended with it, unless it is ended itself, by its limit for example.
    public Command leaving() {
        return new Command(words, environment, folder, limit, secrets, user, true);
    }

    /// The command for people, with secrets masked.
    @Override
    public String toString() {
        return mask(String.join(" ", words));
    }

    public String mask(String text) {
        var masked = text;
        for (var secret : longestFirst(secrets)) {
            masked = secret.isEmpty() ? masked : masked.replace(secret, "***");
        }
        return masked;
    }

    /// A secret that begins another one must not uncover the rest of it.
    private static List<String> longestFirst(Set<String> texts) {
        return texts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /// The value is not shown: it may be a secret.
    private static void checkVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a variable for an environment: " + name);
        }
    }
}
