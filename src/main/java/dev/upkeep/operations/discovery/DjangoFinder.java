package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Seen;
import dev.upkeep.operations.discovery.Clue.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Django: `DATABASES` and `MEDIA_ROOT` in its settings, read by patterns, never run.
final class DjangoFinder implements Finder {
    private static final Pattern MODULE = Pattern.compile("DJANGO_SETTINGS_MODULE['\"]\\s*,\\s*['\"]([\\w.]+)['\"]");
    private static final Pattern DEFAULT =
            Pattern.compile("DATABASES\\s*=\\s*\\{\\s*(?:#[^\\n]*\\s*)*['\"]default['\"]\\s*:\\s*\\{");
    private static final Pattern BY_ADDRESS = Pattern.compile(
            "DATABASES\\s*=\\s*\\{\\s*['\"]default['\"]\\s*:\\s*(?:dj_database_url\\.config\\(|env\\.(?:db|dj_db_url)\\()"
                    + "([^\\n]{0,200})");
    private static final Pattern ITS_VARIABLE =
            Pattern.compile("^(?:env\\s*=\\s*)?['\"](\\w+)['\"]|\\benv\\s*=\\s*['\"](\\w+)['\"]");
    private static final Pattern MEDIA = Pattern.compile("(?m)^\\s*MEDIA_ROOT\\s*=\\s*");
    private static final Map<Part, String> KEYS = Map.of(
            Part.NAME, "NAME", Part.HOST, "HOST", Part.PORT, "PORT", Part.USER, "USER", Part.PASSWORD, "PASSWORD");

    @Override
    public String shape() {
        return "Django";
    }

    @Override
    public Optional<Path> home(AppFolder folder) {
        return folder.sources(folder.named("manage.py"))
                .filter(source -> source.contains(MODULE))
                .findFirst()
                .map(source -> source.file().getParent());
    }

    @Override
    public List<Clue> look(AppFolder folder, Path home) {
        var variables = Variables.of(folder, home);
        var found = new ArrayList<Clue>();
        for (var source : settings(folder, home)) {
            byAddress(source, variables).ifPresent(found::add);
            database(source, variables).ifPresent(found::add);
            source.first(MEDIA)
                    .map(piece -> Trees.configured(folder, home, piece, source.file(), variables))
                    .ifPresent(found::add);
            if (source.file().endsWith("local_settings.py")) {
                found.add(Trees.settings("local-settings", source.file()));
            }
        }
        return found;
    }

    /// What is set for this one machine first, then what it starts from.
    private static List<Source> settings(AppFolder folder, Path home) {
        var module = folder.source(home.resolve("manage.py")).stream()
                .flatMap(source -> MODULE.matcher(source.text()).results())
                .map(match -> home.resolve(match.group(1).replace('.', '/') + ".py"))
                .findFirst();
        var ofThisMachine = folder.named("local_settings.py", "production.py", "prod.py");
        var usual = folder.named("settings.py", "base.py");
        return folder.sources(Stream.of(ofThisMachine, module.stream(), usual)
                        .flatMap(files -> files)
                        .filter(file -> file.startsWith(home))
                        .distinct())
                .toList();
    }

    private static Optional<Database> byAddress(Source source, Variables variables) {
        return BY_ADDRESS.matcher(source.text()).results().findFirst().map(match -> {
            var named = ITS_VARIABLE.matcher(match.group(1));
            var name = !named.find() ? "DATABASE_URL" : named.group(1) == null ? named.group(2) : named.group(1);
            var where = source.at(match.start());
            return Addresses.database(variables.resolve(new Expression.Variable(name, ""), where));
        });
    }

    private static Optional<Database> database(Source source, Variables variables) {
        var start = DEFAULT.matcher(source.text());
        if (!start.find()) {
            return Optional.empty();
        }
        var end = source.text().indexOf('}', start.end());
        var block = new Block(source, start.end(), end < 0 ? source.text().length() : end);
        var parts = new EnumMap<Part, Value>(Part.class);
        KEYS.forEach((part, key) -> block.value(key, variables).ifPresent(answer -> put(parts, part, answer)));
        var make = block.value("ENGINE", variables)
                .filter(Answer.Known.class::isInstance)
                .map(answer -> Makes.of(((Answer.Known) answer).text()));
        return Optional.of(new Database(make.orElse(""), source.at(start.end()), parts));
    }

    /// The text between the brackets of `default`.
    private record Block(Source source, int from, int to) {
        Optional<Answer> value(String key, Variables variables) {
            return source.after(Pattern.compile("['\"]%s['\"]\\s*:\\s*".formatted(key)), from, to)
                    .findFirst()
                    .map(piece -> variables.resolve(Expression.parse(piece.code()), piece.where()));
        }
    }

    private static void put(EnumMap<Part, Value> parts, Part part, Answer answer) {
        if (part == Part.PASSWORD) {
            VariableSets.addPassword(parts, answer);
        } else if (!(answer.open() instanceof Seen seen) || !seen.value().isEmpty()) {
            parts.put(part, answer.open());
        }
    }
}
