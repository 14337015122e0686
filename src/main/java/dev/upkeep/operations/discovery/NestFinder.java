package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Value;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// NestJS: TypeORM's options in a module or in `data-source.ts`, mostly read from the environment. Read by patterns.
final class NestFinder implements Finder {
    private static final Pattern NEEDED = Pattern.compile("\"@nestjs/core\"\\s*:");
    private static final Pattern OPTIONS =
            Pattern.compile("TypeOrmModule\\.forRoot|new DataSource\\s*\\(|TypeOrmModuleOptions|DataSourceOptions");
    private static final Pattern TYPE = Pattern.compile("\\btype\\s*:\\s*(?=['\"]\\w+['\"])");
    private static final Pattern ADDRESS = Pattern.compile("\\burl\\s*:\\s*");
    private static final Map<Part, Pattern> KEYS = Map.of(
            Part.NAME, Pattern.compile("\\bdatabase\\s*:\\s*"),
            Part.HOST, Pattern.compile("\\bhost\\s*:\\s*"),
            Part.PORT, Pattern.compile("\\bport\\s*:\\s*"),
            Part.USER, Pattern.compile("\\busername\\s*:\\s*"),
            Part.PASSWORD, Pattern.compile("\\bpassword\\s*:\\s*"));

    @Override
    public String shape() {
        return "NestJS";
    }

    @Override
    public Optional<Path> home(AppFolder folder) {
        return folder.sources(folder.named("package.json"))
                .filter(source -> source.contains(NEEDED))
                .findFirst()
                .map(source -> source.file().getParent());
    }

    @Override
    public List<Clue> look(AppFolder folder, Path home) {
        var variables = Variables.of(folder, home);
        Compose.of(folder, home).ifPresent(compose -> compose.addTo(variables));
        return Stream.<Clue>concat(
                        folder.sources(folder.ending(".ts", ".js").filter(file -> file.startsWith(home)))
                                .filter(source -> source.contains(OPTIONS))
                                .flatMap(source -> database(source, variables).stream())
                                .map(database -> database.withUsualHost("localhost", "TypeORM's default")),
                        variables
                                .find("UPLOAD_DIR", "UPLOAD_PATH", "UPLOADS_DIR", "STORAGE_PATH", "UPLOAD_FOLDER")
                                .stream()
                                .filter(Answer.Known.class::isInstance)
                                .map(answer ->
                                        Trees.path(folder, home, ((Answer.Known) answer).text(), answer.where())))
                .toList();
    }

    private static Optional<Database> database(Source source, Variables variables) {
        var type = source.first(TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        var make = Makes.of(type.get().code().replaceAll("['\"]", ""));
        var address = source.first(ADDRESS);
        if (address.isPresent()) {
            return Optional.of(Addresses.database(answer(address.get(), variables)));
        }
        var parts = new EnumMap<Part, Value>(Part.class);
        KEYS.forEach((part, pattern) -> source.first(pattern)
                .map(piece -> answer(piece, variables))
                .ifPresent(answer -> put(parts, part, answer)));
        return Optional.of(new Database(make, type.get().where(), parts));
    }

    private static Answer answer(Source.Piece piece, Variables variables) {
        return variables.resolve(Expression.parse(piece.code()), piece.where());
    }

    private static void put(EnumMap<Part, Value> parts, Part part, Answer answer) {
        if (part == Part.PASSWORD) {
            VariableSets.addPassword(parts, answer);
        } else {
            parts.put(part, answer.open());
        }
    }
}
