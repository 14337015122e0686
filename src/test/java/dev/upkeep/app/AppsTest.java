package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppsTest {
    private static final String SHORTEST = """
            app: vms
            database: { engine: postgres, name: vms, user: backup }
            backup: { store: sets }
            """;

    @TempDir
    private Path folder;

    @Test
    void theShortestFileHasDefaultsForTheRest() throws IOException {
        var app = read(SHORTEST);

        assertThat(app)
                .isEqualTo(new App(
                        "vms",
                        folder.resolve("vms.yml"),
                        "local",
                        new DatabaseSettings("postgres", "vms", "localhost", 5432, "backup", null, null, null),
                        new FilesSettings(Map.of(), List.of()),
                        new BackupSettings(
                                new StoreSettings(folder.resolve("sets")),
                                new RetentionSettings(7, 30, 0, 12, "L5", Duration.ofHours(24))),
                        ServiceSettings.NONE,
                        ObjectivesSettings.NONE));
        assertThat(app.database().restoringUser()).isEqualTo("backup");
    }

    @Test
    void everyKeyIsRead() throws IOException {
        var app = read("""
                app: vms
                host: local
                database:
                  engine: postgres
                  name: 2024
                  host: /var/run/postgresql
                  port: 5433
                  user: Käthe
                  password: env:PW
                  admin: postgres
                  admin-password: file:admin.secret
                files:
                  uploads: up
                  settings: /srv/.env
                exclude: "*.tmp"
                backup:
                  store: [ /var/backups ]
                  keep: { last: 3, weekly: 4, level: L4, grace: 90 min }
                stop: [ docker, stop, vms ]
                start: [ docker, start, vms ]
                maintenance: { on: [ touch, down ], off: [ rm, down ] }
                health: http://127.0.0.1:5000/health
                health-within: 90 s
                objectives: { rto: 90 min, rpo: 24 h }
                """);

        assertThat(app.objectives()).isEqualTo(new ObjectivesSettings(Duration.ofMinutes(90), Duration.ofHours(24)));
        assertThat(app.database().name()).isEqualTo("2024");
        assertThat(app.database().restoringUser()).isEqualTo("postgres");
        assertThat(Objects.requireNonNull(app.database().restoringPassword()).origin())
                .isEqualTo("file:" + folder.resolve("admin.secret"));
        assertThat(app.files().trees())
                .containsExactly(
                        Map.entry("uploads", folder.resolve("up")), Map.entry("settings", Path.of("/srv/.env")));
        assertThat(app.files().exclude()).containsExactly("*.tmp");
        assertThat(app.backup().store().folder()).isEqualTo(Path.of("/var/backups"));
        assertThat(app.backup().keep()).isEqualTo(new RetentionSettings(3, 0, 4, 0, "L4", Duration.ofMinutes(90)));
        assertThat(app.service())
                .isEqualTo(new ServiceSettings(
                        List.of("docker", "stop", "vms"),
                        List.of("docker", "start", "vms"),
                        List.of("touch", "down"),
                        List.of("rm", "down"),
                        URI.create("http://127.0.0.1:5000/health"),
                        Duration.ofSeconds(90)));
    }

    @Test
    void allMistakesOfAllFilesAreToldAtOnceEachWithItsPlaceAndWhatToDo() throws IOException {
        write("a.yml", """
                app: Vms
                fils: { uploads: /srv }
                database:
                  engine: mariadb
                  port: many
                  user: backup
                  password: hunter2
                backup: { store: "s3://key:hunter2@bucket" }
                """);
        write("b.yml", "app: shop\nsmoke: x\n");

        assertThat(mistakes(folder))
                .containsExactly(
                        "a.yml:1:6: app is \"Vms\" instead of small letters, digits and -. Write for example: vms.",
                        "a.yml:2:1: fils is not known. Did you mean files?",
                        "a.yml:4:3: database.name is missing. Write for example: name: vms_production.",
                        "a.yml:4:11: database.engine is mariadb, which is not yet in this version. This version knows:"
                                + " postgres.",
                        "a.yml:5:9: database.port is \"many\" instead of a whole number from 1 to 65535. Write for"
                                + " example: 1.",
                        "a.yml:7:13: database.password is a secret in plain text, or not a reference to one. Write"
                                + " env:NAME (a variable of Upkeep's environment), file:PATH (a file that only Upkeep's"
                                + " account can read) or dotenv:PATH#NAME (a variable in the app's .env).",
                        "a.yml:8:18: backup.store is an address (s3://…), which is not yet in this version. Name a"
                                + " folder, for example on a mounted disk of another machine.",
                        "b.yml:1:1: database is missing. Add the section database:.",
                        "b.yml:1:1: backup is missing. Add the section backup:.",
                        "b.yml:2:1: smoke is not yet in this version. Remove it; a proof goes up to L5 meanwhile.");
    }

    @Test
    void aSystemdUnitIsStoppedAndStarted() throws IOException {
        assertThat(read(SHORTEST + "service: vms@1.service\n").service())
                .extracting(ServiceSettings::stop, ServiceSettings::start)
                .containsExactly(
                        List.of("systemctl", "stop", "vms@1.service"), List.of("systemctl", "start", "vms@1.service"));
    }

    @Test
    void commandsThatDoNotFitTogetherAreMistakes() throws IOException {
        write("a.yml", SHORTEST + "stop: [ docker, stop, vms ]\nmaintenance: { on: [ touch, down ] }\n");
        write("b.yml", SHORTEST.replace("vms", "b") + "stop: docker stop vms\nstart: []\nservice: --now\n");
        write("c.yml", SHORTEST.replace("vms", "c") + "service: c\nstart: [ a ]\n");
        write("d.yml", SHORTEST.replace("vms", "d") + "stop: [ a ]\n");
        write("e.yml", SHORTEST.replace("vms", "e") + "health-within: 2 h\nmaintenanse: {}\n");

        assertThat(mistakes(folder))
                .containsExactly(
                        "a.yml:5:14: maintenance.off is missing. Write for example: off: [rm, -f, /srv/app/maintenance].",
                        "b.yml:4:7: stop is a line instead of a list of words. Write for example: [systemctl, stop, vms].",
                        "b.yml:5:8: start is an empty list. Write for example: [systemctl, stop, vms].",
                        "b.yml:6:10: service is \"--now\" instead of the name of a systemd unit. Write for example:"
                                + " vms.service.",
                        "c.yml:1:1: service is there, and stop or start too. Write service for a systemd unit, or stop and"
                                + " start for anything else.",
                        "d.yml:1:1: stop and start go together, and one of them is missing. Write for example: stop:"
                                + " [docker, stop, vms] and start: [docker, start, vms].",
                        "e.yml:1:1: health-within is not more than 0 s and at most 30 min. Write for example:"
                                + " health-within: 60 s.",
                        "e.yml:5:1: maintenanse is not known. Did you mean maintenance?");
    }

    @Test
    void aSectionThatIsNoSectionIsNamed() throws IOException {
        write("a.yml", SHORTEST + "files:\n");

        assertThat(mistakes(folder))
                .containsExactly(
                        "a.yml:4:1: files is nothing instead of a section with keys. Write its keys below it, indented.");
    }

    @Test
    void aPatternThatCannotBeMeantIsAMistake() throws IOException {
        write("a.yml", SHORTEST + "exclude: ['*.tmp', '[ab']\n");

        assertThat(mistakes(folder))
                .containsExactly(
                        "a.yml:4:20: exclude holds a bad pattern: \"[ab\" has a [ without its ]. Write for example: *.tmp,"
                                + " cache/ or /var/**.");
    }

    @Test
    void aRetentionThatKeepsNothingIsRefused() throws IOException {
        write("a.yml", SHORTEST.replace("store: sets", "store: sets, keep: { level: L3 }"));

        assertThat(mistakes(folder).getFirst()).contains("backup.keep keeps nothing");
    }

    @Test
    void namesOfFilesMustBeSafeInAStore() throws IOException {
        write("a.yml", SHORTEST + "files: { ../up: /srv }\n");

        assertThat(mistakes(folder).getFirst()).contains("files.../up is \"../up\" instead of small letters");
    }

    @Test
    void aFolderHoldsSeveralAppsWithNamesOfTheirOwn() throws IOException {
        write("a.yml", SHORTEST);
        write("b.yaml", SHORTEST.replace("vms", "shop"));
        write(".hidden.yml", "no");
        write("readme.txt", "no");

        var apps = Apps.read(folder);

        assertThat(apps.all()).extracting(App::name).containsExactly("vms", "shop");
        assertThat(apps.one(Optional.of("shop")).name()).isEqualTo("shop");
        assertThatThrownBy(() -> apps.one(Optional.empty()))
                .hasMessage("there are 2 apps, and none was named")
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().hint()).isEqualTo("Name one of: vms, shop"));
        assertThatThrownBy(() -> apps.one(Optional.of("shpo")))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().hint()).isEqualTo("Did you mean shop?"));
    }

    @Test
    void twoAppsOfOneNameAreRefused() throws IOException {
        write("a.yml", SHORTEST);
        write("b.yml", SHORTEST);

        assertThat(mistakes(folder).getFirst())
                .isEqualTo("b.yml:1:6: app vms is described in %s too. Give each app a name of its own."
                        .formatted(folder.resolve("a.yml")));
    }

    @Test
    void whereNothingIsNothingIsFound() {
        assertThatThrownBy(() -> Apps.read(folder.resolve("none.yml")))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.NOT_FOUND));
        assertThatThrownBy(() -> Apps.read(folder))
                .hasMessage("folder %s holds no file that ends in .yml".formatted(folder));
    }

    private App read(String text) throws IOException {
        return Apps.read(write("vms.yml", text)).one(Optional.empty());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> mistakes(Path where) {
        try {
            Apps.read(where);
            return List.of();
        } catch (UpkeepException failure) {
            assertThat(failure.problem().kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure.getMessage()).doesNotContain("hunter2");
            return failure.problem()
                    .message()
                    .lines()
                    .map(line -> line.substring(folder.toString().length() + 1))
                    .toList();
        }
    }
}
