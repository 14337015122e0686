package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.AppFile;
import dev.upkeep.base.config.AppFile.Format;
import dev.upkeep.base.config.Assignment;
import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Java program: the settings of Spring Boot, Quarkus or Micronaut beside its jar.
final class JavaFinder implements Finder {
    private static final String[] NAMES = {
        "application-production.properties",
        "application-prod.properties",
        "application-production.yml",
        "application-prod.yml",
        "application.properties",
        "application.yml",
        "application.yaml"
    };
    private static final Pattern UPLOADS = Pattern.compile(
            "(?i)(?!logging|spring|server|management|quarkus).*(upload|storage|media|attachment|document|files?)s?[.-]?(dir|directory|path|folder|location|root)");

    @Override
    public String shape() {
        return "Java";
    }

    @Override
    public Optional<Path> home(AppFolder folder) {
        return folder.named(NAMES).findFirst().map(Path::getParent).map(JavaFinder::withoutConfig);
    }

    /// `config/` beside the jar, and `src/main/resources` in a checkout, hold the settings of the folder around them.
    private static Path withoutConfig(Path folder) {
        if (folder.endsWith("src/main/resources")) {
            return folder.resolve("../../..").normalize();
        }
        return folder.endsWith("config") ? folder.resolve("..").normalize() : folder;
    }

    @Override
    public List<Clue> look(AppFolder folder, Path home) {
        var variables = Variables.of(folder, home);
        Compose.of(folder, home).ifPresent(compose -> compose.addTo(variables));
        var found = new ArrayList<Clue>();
        for (var source : sources(folder, home)) {
            var format = source.file().toString().endsWith(".properties") ? Format.PROPERTIES : Format.YAML;
            var settings = new Settings(source, format, source.as(format), variables);
            settings.database().ifPresent(found::add);
            settings.uploads(folder, home).forEach(found::add);
            found.add(Trees.settings("settings", source.file()));
        }
        return found;
    }

    /// In the order in which Spring lets them win: the profile's, then beside the jar, then inside the checkout.
    private static List<Source> sources(AppFolder folder, Path home) {
        return folder.sources(Stream.of(NAMES)
                        .flatMap(name ->
                                Stream.of("config/", "", "src/main/resources/").map(in -> home.resolve(in + name))))
                .toList();
    }

    private record Settings(Source source, Format format, AppFile file, Variables variables) {
        Optional<Database> database() {
            var address =
                    find("spring.datasource.url", "quarkus.datasource.jdbc.url", "datasources.default.url", "db.url");
            return address.map(Addresses::database)
                    .map(database -> database.withUsualHost("localhost", "JDBC's default"))
                    .map(this::withAccount);
        }

        private Database withAccount(Database database) {
            var user = find(
                            "spring.datasource.username",
                            "quarkus.datasource.username",
                            "datasources.default.username",
                            "db.user",
                            "db.username")
                    .map(answer -> database.with(Part.USER, answer.open()))
                    .orElse(database);
            return find(
                            "spring.datasource.password",
                            "quarkus.datasource.password",
                            "datasources.default.password",
                            "db.password")
                    .map(answer -> user.with(Part.PASSWORD, answer.secret()))
                    .orElse(user);
        }

        List<Clue> uploads(AppFolder folder, Path home) {
            return file.assignments().stream()
                    .filter(each -> UPLOADS.matcher(each.name()).matches())
                    .map(this::answer)
                    .filter(Answer.Known.class::isInstance)
                    .map(answer -> Trees.path(folder, home, ((Answer.Known) answer).text(), answer.where()))
                    .toList();
        }

        private Optional<Answer> find(String... names) {
            return Stream.of(names)
                    .flatMap(name -> file.find(name).stream())
                    .findFirst()
                    .map(this::answer);
        }

        private Answer answer(Assignment each) {
            var where = "%s:%d".formatted(source.shown(), each.line());
            var reference = "%s:%s#%s".formatted(format.word(), source.file(), each.name());
            return variables.substitute(new Answer.Known(each.value(), where, reference));
        }
    }
}
