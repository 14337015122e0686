package dev.upkeep.operations.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Flask: `config.py` or the application's module, which mostly read the `.env`.
final class FlaskFinder implements Finder {
    private static final Pattern NEEDED = Pattern.compile("(?im)^[\\s\"']*flask\\b");
    private static final Pattern MADE = Pattern.compile("\\bFlask\\(__name__");
    private static final Pattern ADDRESS = Pattern.compile("SQLALCHEMY_DATABASE_URI['\"]?]?\\s*=\\s*");
    private static final Pattern UPLOADS =
            Pattern.compile("(?m)\\b(?:UPLOAD_FOLDER|UPLOAD_DIR|UPLOADS_FOLDER|MEDIA_FOLDER)['\"]?]?\\s*=\\s*");

    @Override
    public String shape() {
        return "Flask";
    }

    @Override
    public Optional<Path> home(AppFolder folder) {
        var needs = folder.sources(folder.named("requirements.txt", "pyproject.toml", "Pipfile"))
                .filter(source -> source.contains(NEEDED));
        var makes = folder.sources(folder.named("app.py", "wsgi.py", "__init__.py", "main.py"))
                .filter(source -> source.contains(MADE));
        return Stream.concat(needs, makes)
                .findFirst()
                .map(source -> source.file().getParent());
    }

    @Override
    public List<Clue> look(AppFolder folder, Path home) {
        var variables = Variables.of(folder, home);
        var found = new ArrayList<Clue>();
        for (var source : folder.sources(folder.named("config.py", "settings.py", "app.py", "wsgi.py", "__init__.py"))
                .filter(source -> source.file().startsWith(home))
                .toList()) {
            source.after(ADDRESS)
                    .map(piece -> variables.resolve(Expression.parse(piece.code()), piece.where()))
                    .forEach(answer -> found.add(Addresses.database(answer)));
            source.after(UPLOADS)
                    .map(piece -> Trees.configured(folder, home, piece, source.file(), variables))
                    .forEach(found::add);
        }
        return found;
    }
}
