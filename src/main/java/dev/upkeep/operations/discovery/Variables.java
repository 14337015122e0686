package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.AppFile;
import dev.upkeep.base.config.AppFile.Format;
import dev.upkeep.base.config.Assignment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The environment that the application is started with, as far as files tell: its `.env` first, then the environment
/// of a Compose file.
final class Variables {
    private static final List<String> NAMES = List.of(".env", ".env.production", ".env.prod", ".env.local");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-?([^{}]*))?}");
    private static final int DEEPEST = 5;

    private record Entry(Assignment assignment, Format format, Path file, String shown) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    /// @param home of the application, whose own files come first, then those of the folders around it
    static Variables of(AppFolder folder, Path home) {
        var variables = new Variables();
        for (var at = home; at != null && at.startsWith(folder.root()); at = at.getParent()) {
            for (var name : NAMES) {
                folder.source(at.resolve(name)).ifPresent(variables::add);
            }
        }
        return variables;
    }

    /// A file as systemd and the libraries of the frameworks read it.
    private void add(Source source) {
        files.add(source.file());
        add(source.as(Format.DOTENV), Format.DOTENV, "", source.shown());
    }

    /// @param prefix of the names in that file which are variables
    void add(AppFile file, Format format, String prefix, String shown) {
        var mine = new LinkedHashMap<String, Entry>();
        file.assignments().stream()
                .filter(each -> each.name().startsWith(prefix))
                .forEach(each ->
                        mine.put(each.name().substring(prefix.length()), new Entry(each, format, file.file(), shown)));
        mine.forEach(entries::putIfAbsent);
    }

    /// The `.env` files that there are, the application's own first.
    List<Path> files() {
        return List.copyOf(files);
    }

    /// The first of these names that is set.
    Optional<Answer> find(String... names) {
        return Stream.of(names)
                .filter(entries::containsKey)
                .findFirst()
                .map(name -> resolve(new Expression.Variable(name, ""), ""));
    }

    /// @param where the expression stands
    Answer resolve(Expression expression, String where) {
        return resolve(expression, where, 0);
    }

    private Answer resolve(Expression expression, String where, int depth) {
        return switch (expression) {
            case Expression.Literal(var text) -> new Answer.Known(text, where, "");
            case Expression.Variable(var name, var otherwise) -> variable(name, otherwise, where, depth);
            case Expression.Below ignored -> new Answer.Unknown("is computed", where);
            case Expression.Computed ignored -> new Answer.Unknown("is computed", where);
        };
    }

    private Answer variable(String name, String otherwise, String where, int depth) {
        var entry = entries.get(name);
        if (entry == null) {
            return otherwise.isEmpty()
                    ? new Answer.Unknown("comes from the variable %s, which no file here sets".formatted(name), where)
                    : new Answer.Known(otherwise, where, "");
        }
        var assignment = entry.assignment();
        var place = "%s:%d".formatted(entry.shown(), assignment.line());
        var reference = "%s:%s#%s".formatted(entry.format().word(), entry.file(), assignment.name());
        if (assignment.isCertain() || entry.format() != Format.DOTENV) {
            return substitute(new Answer.Known(assignment.value(), place, reference), depth);
        }
        return new Answer.Unknown(assignment.doubt(), place);
    }

    /// A value with `${NAME}` and `${NAME:default}` in it, as Compose and Spring write it.
    Answer substitute(Answer.Known known) {
        return substitute(known, 0);
    }

    private Answer substitute(Answer.Known known, int depth) {
        if (!known.text().contains("${")) {
            return known;
        }
        if (depth > DEEPEST) {
            return new Answer.Unknown("is computed", known.where());
        }
        var whole = REFERENCE.matcher(known.text());
        if (whole.matches()) {
            return resolve(variable(whole.toMatchResult()), known.where(), depth + 1);
        }
        return joined(known, depth);
    }

    private Answer joined(Answer.Known known, int depth) {
        var text = new StringBuilder();
        var end = 0;
        for (var match : REFERENCE.matcher(known.text()).results().toList()) {
            switch (resolve(variable(match), known.where(), depth + 1)) {
                case Answer.Unknown unknown -> {
                    return unknown;
                }
                case Answer.Known part ->
                    text.append(known.text(), end, match.start()).append(part.text());
            }
            end = match.end();
        }
        var rest = known.text().substring(end);
        return rest.contains("${") || text.length() > 4096
                ? new Answer.Unknown("is computed", known.where())
                : new Answer.Known(text + rest, known.where(), "");
    }

    private static Expression.Variable variable(MatchResult reference) {
        return new Expression.Variable(
                reference.group(1), Optional.ofNullable(reference.group(2)).orElse(""));
    }
}
