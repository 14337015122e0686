package dev.upkeep.app;

import dev.upkeep.base.config.Mark;
import dev.upkeep.base.config.Mistakes;
import dev.upkeep.base.config.Secret;
import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every setting of an app as it is in effect, in the order of the reference file, with where it comes from. Of a
/// secret only the reference is here, never the secret.
public record Explanation(App app, List<Row> rows) {
    public Explanation {
        rows = List.copyOf(rows);
    }

    /// @param value as it would be written; empty when the origin is [NotSet]
    public record Row(String key, String value, Origin origin) {}

    public sealed interface Origin {}

    /// @param where the key that decides stands
    public record Written(Mark where) implements Origin {}

    public record Default() implements Origin {}

    /// Neither written nor with a default: nothing is done about it.
    public record NotSet() implements Origin {}

    /// @throws dev.upkeep.base.problem.UpkeepException CONFIGURATION with every mistake of the file
    public static Explanation of(Path file) {
        var mistakes = new Mistakes();
        var section = YamlFile.read(file, mistakes).map(root -> Section.of(file, root, mistakes));
        var app = section.flatMap(AppReader::read);
        mistakes.throwIfAny();
        var rows = new Rows(section.orElseThrow().places());
        rows.add(app.orElseThrow());
        return new Explanation(app.orElseThrow(), rows.all);
    }

    /// Gathers the rows: the app says what is in effect, the places say whether that is written.
    private static final class Rows {
        private final Map<String, Mark> places;
        private final List<Row> all = new ArrayList<>();

        Rows(Map<String, Mark> places) {
            this.places = places;
        }

        void add(App app) {
            add("app", app.name());
            add("host", app.host());
            add(app.database());
            app.files().trees().forEach((name, tree) -> add("files." + name, tree.toString()));
            if (app.files().trees().isEmpty()) {
                add("files", null);
            }
            addWords("exclude", app.files().exclude());
            add("backup.store", app.backup().store().folder().toString());
            add(app.backup().keep());
            add(app.service());
            add("objectives.rto", words(app.objectives().rto()));
            add("objectives.rpo", words(app.objectives().rpo()));
        }

        private void add(DatabaseSettings database) {
            add("database.engine", database.engine());
            add("database.name", database.name());
            add("database.host", database.host());
            add("database.port", Integer.toString(database.port()));
            add("database.user", database.user());
            add("database.password", origin(database.password()));
            add("database.admin", database.restoringUser());
            add("database.admin-password", origin(database.restoringPassword()));
        }

        private void add(RetentionSettings keep) {
            add("backup.keep.last", Integer.toString(keep.last()));
            add("backup.keep.daily", Integer.toString(keep.daily()));
            add("backup.keep.weekly", Integer.toString(keep.weekly()));
            add("backup.keep.monthly", Integer.toString(keep.monthly()));
            add("backup.keep.level", keep.level());
            add("backup.keep.grace", words(keep.grace()));
        }

        /// A unit decides about stop and start, so that they come from its place.
        private void add(ServiceSettings service) {
            var unit = Optional.ofNullable(places.get("service"));
            add("service", unit.isPresent() ? service.stop().getLast() : null);
            addWords("stop", service.stop(), unit.orElse(places.get("stop")));
            addWords("start", service.start(), unit.orElse(places.get("start")));
            addWords("maintenance.on", service.maintenanceOn());
            addWords("maintenance.off", service.maintenanceOff());
            add("health", service.health() == null ? null : service.health().toString());
            add("health-within", words(service.healthWithin()));
        }

        private void addWords(String key, List<String> words) {
            addWords(key, words, places.get(key));
        }

        private void addWords(String key, List<String> words, @Nullable Mark place) {
            add(key, words.isEmpty() ? null : "[" + String.join(", ", words) + "]", place);
        }

        private void add(String key, @Nullable String value) {
            add(key, value, places.get(key));
        }

        private void add(String key, @Nullable String value, @Nullable Mark place) {
            if (value == null) {
                all.add(new Row(key, "", new NotSet()));
                return;
            }
            all.add(new Row(key, value, place == null ? new Default() : new Written(place)));
        }

        private static @Nullable String origin(@Nullable Secret secret) {
            return secret == null ? null : secret.origin();
        }

        /// In the largest unit that leaves nothing over, as it could be written in the file.
        private static @Nullable String words(@Nullable Duration time) {
            if (time == null) {
                return null;
            }
            var seconds = time.toSeconds();
            if (seconds % 3600 == 0 && seconds > 0) {
                return seconds / 3600 + " h";
            }
            return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + " min" : seconds + " s";
        }
    }
}
