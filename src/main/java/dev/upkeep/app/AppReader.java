package dev.upkeep.app;

import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.Value;
import dev.upkeep.base.config.Value.Bad;
import dev.upkeep.base.config.Value.Good;
import dev.upkeep.base.config.Value.Read;
import dev.upkeep.base.config.Values;
import dev.upkeep.drivers.files.Excludes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads an [App] from its file's keys: the one place that knows how they are called.
final class AppReader {
    private static final String NAME_SHAPE = "small letters, digits and -";
    private static final Pattern ANYTHING = Pattern.compile(".{1,63}");
    private static final int MOST_KEPT = 10_000;

    private AppReader() {}

    static Optional<App> read(Section section) {
        var name = section.required("app", Values.matching(App.NAME, NAME_SHAPE, "vms"), "vms");
        var host = section.optional("host", host(), "local");
        var database = section.requiredSection("database", AppReader::database);
        var trees = section.section("files", AppReader::trees, Map.of());
        var exclude = section.optional("exclude", Values.listOf(pattern()), List.of());
        var backup = section.requiredSection("backup", AppReader::backup);
        var service = ServiceReader.read(section);
        var objectives = section.section("objectives", AppReader::objectives, ObjectivesSettings.NONE);
        notYet(section);
        return section.build(() -> new App(
                name.get(),
                section.file(),
                host.get(),
                database.get(),
                new FilesSettings(trees.get(), exclude.get()),
                backup.get(),
                service.get(),
                objectives.get()));
    }

    private static Optional<ObjectivesSettings> objectives(Section section) {
        var rto = section.optional("rto", Values.duration());
        var rpo = section.optional("rpo", Values.duration());
        return section.build(() -> new ObjectivesSettings(rto.orNull(), rpo.orNull()));
    }

    private static void notYet(Section section) {
        section.notYet("schedule", "Remove it, and run upkeep backup from cron or a timer meanwhile");
        section.notYet("smoke", "Remove it; a proof goes up to L5 meanwhile");
        Stream.of("services", "jobs", "checks", "alerts", "version")
                .forEach(key -> section.notYet(key, "Remove it, nothing would come of it"));
    }

    private static Value<String> host() {
        return Values.text().then(text -> {
            if (text.equals("local")) {
                return new Good<>(text);
            }
            return text.startsWith("ssh://")
                    ? new Bad<>(
                            "is an ssh:// address, which is not yet in this version", "Run Upkeep on the app's host")
                    : new Bad<>("is another host than local", "Write local, or leave the key out");
        });
    }

    private static Optional<DatabaseSettings> database(Section section) {
        var engine = section.required(
                "engine", Values.oneOf(List.of("postgres"), List.of("mariadb", "mysql", "sqlite")), "postgres");
        var name = section.required("name", databaseWord(), "vms_production");
        var host = section.optional("host", Values.text(), "localhost");
        var port = section.optional("port", Values.number(1, 65_535), DatabaseSettings.DEFAULT_PORT);
        var user = section.required("user", databaseWord(), "vms_user");
        var password = section.optional("password", Values.secret(section.folder()));
        var admin = section.optional("admin", databaseWord());
        var adminPassword = section.optional("admin-password", Values.secret(section.folder()));
        section.check(
                () -> admin.orNull() != null || adminPassword.orNull() == null,
                "database.admin-password is there, but database.admin is not",
                "Name the user whose password it is");
        return section.build(() -> new DatabaseSettings(
                engine.get(),
                name.get(),
                host.get(),
                port.get(),
                user.get(),
                password.orNull(),
                admin.orNull(),
                adminPassword.orNull()));
    }

    private static Value<String> databaseWord() {
        return Values.matching(ANYTHING, "a name of at most 63 letters", "vms_production");
    }

    private static Optional<Map<String, Path>> trees(Section section) {
        var trees = section.names(
                Values.matching(FilesSettings.NAME, NAME_SHAPE, "uploads"), Values.path(section.folder()));
        return section.build(trees::get);
    }

    private static Value<String> pattern() {
        return Values.text().then(text -> {
            try {
                Excludes.check(text);
                return new Good<>(text);
            } catch (IllegalArgumentException wrong) {
                return new Bad<>(
                        "holds a bad pattern: " + wrong.getMessage(), "Write for example: *.tmp, cache/ or /var/**");
            }
        });
    }

    private static Optional<BackupSettings> backup(Section section) {
        var store = section.required("store", store(section.folder()), "/var/backups/upkeep");
        var keep = section.section("keep", AppReader::retention, RetentionSettings.DEFAULT);
        section.notYet("encryption", "Remove it, and keep the store on an encrypted disk meanwhile");
        return section.build(() -> new BackupSettings(store.get(), keep.get()));
    }

    private static Value<StoreSettings> store(Path folder) {
        return Values.listOf(Values.text()).then(texts -> switch (texts.size()) {
            case 0 -> new Bad<>("is an empty list", "Write a folder, for example /var/backups/upkeep");
            case 1 -> store(texts.getFirst(), folder);
            default ->
                new Bad<>(
                        "names several stores, which is not yet in this version",
                        "Name one, and copy its folder elsewhere meanwhile");
        });
    }

    /// An address may hold a password, so it is not shown.
    private static Read<StoreSettings> store(String text, Path folder) {
        var scheme = text.indexOf("://");
        if (scheme >= 0) {
            var make = List.of("s3", "sftp").contains(text.substring(0, scheme)) ? text.substring(0, scheme) : "other";
            return new Bad<>(
                    "is an address (%s://…), which is not yet in this version".formatted(make),
                    "Name a folder, for example on a mounted disk of another machine");
        }
        return Values.path(folder, text).then(path -> new Good<>(new StoreSettings(path)));
    }

    private static Optional<RetentionSettings> retention(Section section) {
        var last = section.optional("last", Values.number(0, MOST_KEPT), 0);
        var daily = section.optional("daily", Values.number(0, MOST_KEPT), 0);
        var weekly = section.optional("weekly", Values.number(0, MOST_KEPT), 0);
        var monthly = section.optional("monthly", Values.number(0, MOST_KEPT), 0);
        var level = section.optional(
                "level", Values.oneOf(List.of("L0", "L1", "L2", "L3", "L4", "L5"), List.of("L6", "L7")), "L5");
        var grace = section.optional("grace", Values.duration(), RetentionSettings.DEFAULT.grace());
        section.check(
                () -> last.get() + daily.get() + weekly.get() + monthly.get() > 0,
                "backup.keep keeps nothing",
                "Write for example: keep: { last: 7, daily: 30, monthly: 12 }");
        return section.build(() ->
                new RetentionSettings(last.get(), daily.get(), weekly.get(), monthly.get(), level.get(), grace.get()));
    }
}
