package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.AppFile;
import dev.upkeep.base.config.AppFile.Format;
import dev.upkeep.base.config.Assignment;
import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Seen;
import dev.upkeep.operations.discovery.Clue.Unread;
import dev.upkeep.operations.discovery.Clue.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Compose file: its databases as this machine reaches them, and what it gives to the application.
final class Compose {
    private static final String[] NAMES = {
        "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml", "docker-compose.prod.yml"
    };
    private static final Pattern SERVICE = Pattern.compile("services\\.([^.]+)\\..*");
    private static final Pattern PORTS = Pattern.compile("(?:[^:]*:)?(\\d+):(\\d+)(?:/tcp)?");
    private static final Pattern UPLOADS =
            Pattern.compile("(?i).*(upload|media|storage|attachment|document|files)[^/]*/?");
    private static final Map<String, String> INSIDE =
            Map.of(Makes.POSTGRES, "5432", "mysql", "3306", "mariadb", "3306");

    private final AppFolder folder;
    private final Source source;
    private final AppFile file;
    private final Variables variables;

    private Compose(AppFolder folder, Source source, Variables variables) {
        this.folder = folder;
        this.source = source;
        this.file = source.as(Format.YAML);
        this.variables = variables;
    }

    /// The one that is nearest to the application, there or in a folder around it.
    static Optional<Compose> of(AppFolder folder, Path home) {
        for (var at = home; at != null && at.startsWith(folder.root()); at = at.getParent()) {
            for (var name : NAMES) {
                var source = folder.source(at.resolve(name));
                if (source.isPresent()) {
                    return Optional.of(new Compose(folder, source.get(), Variables.of(folder, at)));
                }
            }
        }
        return Optional.empty();
    }

    /// What the application's services get as their environment.
    void addTo(Variables others) {
        services()
                .filter(service -> INSIDE.get(make(service)) == null)
                .forEach(service ->
                        others.add(file, Format.YAML, "services.%s.environment.".formatted(service), source.shown()));
    }

    List<Clue> remarks() {
        return file.assignments().isEmpty()
                ? List.of(new Clue.Remark(
                        "%s could not be read: it uses anchors, or is no YAML".formatted(source.shown())))
                : List.of();
    }

    List<Database> databases() {
        return services()
                .filter(service -> INSIDE.containsKey(make(service)))
                .map(this::database)
                .toList();
    }

    private Database database(String service) {
        var make = make(service);
        var parts = new EnumMap<Part, Value>(Part.class);
        var prefix = make.equals(Makes.POSTGRES)
                ? "POSTGRES_"
                : environment(service, "MARIADB_DATABASE").isPresent() ? "MARIADB_" : "MYSQL_";
        var user = environment(service, prefix + "USER");
        var image = where(find(service, "image"));
        parts.put(Part.USER, user.map(Answer::open).orElse(new Seen("postgres", image)));
        parts.put(
                Part.NAME,
                environment(service, prefix + (make.equals(Makes.POSTGRES) ? "DB" : "DATABASE"))
                        .map(Answer::open)
                        .orElse(parts.get(Part.USER)));
        environment(service, prefix + "PASSWORD").ifPresent(answer -> VariableSets.addPassword(parts, answer));
        return reached(new Database(make, image, parts), service);
    }

    /// A database whose host is a service of this file, as this machine reaches it.
    Database localized(Database database) {
        var host = database.text(Part.HOST);
        if (host.equals("host.docker.internal")) {
            return database.with(Part.HOST, new Seen("localhost", source.shown()));
        }
        return services().anyMatch(host::equals) ? reached(database, host) : database;
    }

    private Database reached(Database database, String service) {
        var port = published(service, INSIDE.getOrDefault(database.make(), ""));
        if (port.isEmpty()) {
            return database.with(
                    Part.HOST,
                    new Unread(
                            "is inside Docker: service %s publishes no port. Add to it, for example: ports: [\"127.0.0.1:%s:%s\"]"
                                    .formatted(
                                            service,
                                            INSIDE.getOrDefault(database.make(), "5432"),
                                            INSIDE.getOrDefault(database.make(), "5432")),
                            where(find(service, "image"))));
        }
        return database.with(Part.HOST, new Seen("localhost", port.get().where()))
                .with(Part.PORT, port.get());
    }

    private Optional<Seen> published(String service, String inside) {
        var prefix = "services.%s.ports.".formatted(service);
        for (var each : file.assignments()) {
            if (!each.name().startsWith(prefix) || !(answer(each) instanceof Answer.Known known)) {
                continue;
            }
            var ports = PORTS.matcher(known.text());
            if (ports.matches() && ports.group(2).equals(inside)) {
                return Optional.of(new Seen(ports.group(1), at(each)));
            }
            if (each.name().endsWith(".target") && known.text().equals(inside)) {
                var published = file.find(each.name().replaceFirst("target$", "published"));
                return published.map(port -> new Seen(port.value(), at(port)));
            }
        }
        return Optional.empty();
    }

    /// Folders of the host that look like uploads. What Docker keeps in volumes of its own is remarked.
    List<Clue> trees() {
        var found = new ArrayList<Clue>();
        for (var each : file.assignments()) {
            var service = SERVICE.matcher(each.name());
            var colon = each.value().indexOf(':');
            if (!service.matches()
                    || !each.name().contains(".volumes.")
                    || colon <= 0
                    || INSIDE.containsKey(make(service.group(1)))) {
                continue;
            }
            var from = each.value().substring(0, colon);
            var to = each.value().substring(colon + 1).replaceFirst(":[a-z,]+$", "");
            if (UPLOADS.matcher(from).matches() || UPLOADS.matcher(to).matches()) {
                found.add(volume(from, each));
            }
        }
        return found;
    }

    private Clue volume(String from, Assignment each) {
        if (!from.startsWith(".") && !from.startsWith("/")) {
            return new Clue.Remark(
                    "volume %s (%s) is kept by Docker and is not part of the proposal; see: docker volume inspect"
                            .formatted(from, at(each)));
        }
        try {
            var home = Optional.ofNullable(source.file().getParent()).orElse(folder.root());
            return Trees.tree(folder, home.resolve(from).normalize(), at(each));
        } catch (InvalidPathException notAPath) {
            return new Clue.Remark("a volume at %s has no readable path".formatted(at(each)));
        }
    }

    private Stream<String> services() {
        return file.assignments().stream()
                .map(each -> SERVICE.matcher(each.name()))
                .filter(service -> service.matches())
                .map(service -> service.group(1))
                .distinct();
    }

    private String make(String service) {
        return find(service, "image")
                .map(image -> Makes.of(image.value().replaceFirst("[:@].*", "")))
                .filter(INSIDE::containsKey)
                .orElse("");
    }

    private Optional<Answer> environment(String service, String name) {
        return find(service, "environment." + name).map(this::answer);
    }

    private Answer answer(Assignment each) {
        var reference = "yaml:%s#%s".formatted(file.file(), each.name());
        return variables.substitute(new Answer.Known(each.value(), at(each), reference));
    }

    private Optional<Assignment> find(String service, String key) {
        return file.find("services.%s.%s".formatted(service, key));
    }

    private String where(Optional<Assignment> each) {
        return each.map(this::at).orElse(source.shown());
    }

    private String at(Assignment each) {
        return "%s:%d".formatted(source.shown(), each.line());
    }
}
