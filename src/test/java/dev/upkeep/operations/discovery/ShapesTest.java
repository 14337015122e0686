package dev.upkeep.operations.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.upkeep.app.App;
import dev.upkeep.app.Apps;
import dev.upkeep.base.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each shape of application is described without a word of its operator: the proposal is read by the real reader.
final class ShapesTest {
    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void realFolder() throws IOException {
        folder = temp.toRealPath();
    }

    @Test
    void flask() throws IOException {
        var vms = Samples.copy("flask/vms", folder);
        var proposal = look(vms);
        var app = read(proposal);

        assertThat(proposal.shapes()).containsExactly("Flask");
        assertThat(app.name()).isEqualTo("vms");
        assertDatabase(app, "vms_production", "localhost", 5433, "vms_user");
        assertPassword(app, "caterpillar@flask", "dotenv:%s/.env#DATABASE_URL:password".formatted(vms));
        assertThat(app.files().trees())
                .containsOnly(entry("uploads", vms.resolve("uploads")), entry("settings", vms.resolve(".env")));
        assertThat(line(proposal, "name: vms_production")).endsWith("# .env:4");
        assertThat(line(proposal, "uploads: ")).endsWith("# config.py:10");
    }

    /// White space apart: paths there are shorter.
    @Test
    void theGuideShowsTheFileOfFlask() throws IOException {
        var vms = Samples.copy("flask/vms", folder);
        var text = look(vms)
                .text()
                .replace(vms.toString(), "/srv/vms")
                .replace(folder.resolve("store").toString(), "/var/backups/upkeep");

        assertThat(Files.readString(Path.of("docs/guide/first-app.md")).replaceAll(" +", " "))
                .contains("```yaml\n" + text.replaceAll(" +", " ") + "```");
    }

    @Test
    void django() throws IOException {
        var jane = Samples.copy("django/jane", folder);
        var proposal = look(jane);
        var app = read(proposal);

        assertThat(proposal.shapes()).containsExactly("Django");
        assertThat(app.name()).isEqualTo("jane");
        assertDatabase(app, "jane_science", "127.0.0.1", 5434, "jane");
        assertPassword(app, "caterpillar#django", "dotenv:%s/src/.env#JANE_DB_PASSWORD".formatted(jane));
        assertThat(app.files().trees())
                .containsOnly(entry("media", jane.resolve("src/media")), entry("settings", jane.resolve("src/.env")));
        assertThat(line(proposal, "host: ")).endsWith("# src/jane/settings.py:21");
        assertThat(line(proposal, "port: ")).endsWith("# src/.env:5");
    }

    @Test
    void laravel() throws IOException {
        var chms = Samples.copy("laravel/chms", folder);
        var proposal = look(chms);
        var app = read(proposal);

        assertThat(proposal.shapes()).containsExactly("Laravel");
        assertThat(app.name()).isEqualTo("chms");
        assertDatabase(app, "chms_production", "127.0.0.1", 5432, "chms");
        assertPassword(app, "caterpillar laravel", "dotenv:%s/backend/.env#DB_PASSWORD".formatted(chms));
        assertThat(app.files().trees())
                .containsOnly(
                        entry("app", chms.resolve("backend/storage/app")),
                        entry("settings", chms.resolve("backend/.env")));
    }

    @Test
    void nestWithCompose() throws IOException {
        var dms = Samples.copy("nest/dms", folder);
        var proposal = look(dms);
        var app = read(proposal);

        assertThat(proposal.shapes()).containsExactly("NestJS");
        assertThat(app.name()).isEqualTo("dms");
        assertDatabase(app, "dms_production", "localhost", 5435, "dms");
        assertPassword(app, "caterpillar-nest", "dotenv:%s/.env#DB_PASSWORD".formatted(dms));
        assertThat(app.files().trees())
                .containsOnly(entry("uploads", dms.resolve("uploads")), entry("settings", dms.resolve(".env")));
        assertThat(line(proposal, "port: ")).endsWith("# docker-compose.yml:17");
        assertThat(proposal.remarks())
                .containsExactly("volume exports (docker-compose.yml:8) is kept by Docker and is not part of the"
                        + " proposal; see: docker volume inspect");
    }

    @Test
    void java() throws IOException {
        var orders = Samples.copy("java/orders", folder);
        var proposal = look(orders);
        var app = read(proposal);
        var properties = orders.resolve("config/application.properties");

        assertThat(proposal.shapes()).containsExactly("Java");
        assertThat(app.name()).isEqualTo("orders");
        assertDatabase(app, "orders", "localhost", 5436, "orders");
        assertPassword(app, "caterpillar=java", "properties:%s#spring.datasource.password".formatted(properties));
        assertThat(app.files().trees())
                .containsOnly(entry("attachments", orders.resolve("attachments")), entry("settings", properties));
    }

    @Test
    void aMariaDbIsNotSupportedYetAndTheFilesAreProposed() {
        var parish = Samples.copy("laravel-mariadb/parish", folder);
        var proposal = look(parish);

        assertThat(proposal.isComplete()).isFalse();
        assertThat(proposal.whatIsMissing())
                .isEqualTo(
                        "database mysql \"parish\" at 127.0.0.1:3306 (.env:1) is not supported yet: this version knows"
                                + " PostgreSQL");
        assertThat(proposal.text())
                .contains("# Database mysql \"parish\" at 127.0.0.1:3306 (.env:1) is not supported yet")
                .contains("\n  app: %s ".formatted(parish.resolve("storage/app")))
                .doesNotContain("\ndatabase:")
                .doesNotContain("caterpillar");
    }

    @Test
    void aMariaDbInComposeIsNotSupportedYet() {
        var proposal = look(Samples.copy("nest-mariadb/dms", folder));

        assertThat(proposal.isComplete()).isFalse();
        assertThat(proposal.whatIsMissing())
                .startsWith("database mariadb \"dms\" ")
                .contains("is not supported yet");
        assertThat(proposal.text()).doesNotContain("caterpillar");
    }

    private Proposal look(Path sample) {
        return new Discovery(folder.resolve("no-machine")).look(sample, folder.resolve("store"));
    }

    /// As `upkeep doctor` reads it.
    private App read(Proposal proposal) throws IOException {
        assertThat(proposal.isComplete()).as(proposal.text()).isTrue();
        assertThat(proposal.text()).doesNotContain("caterpillar");
        assertThat(proposal.toString()).doesNotContain("caterpillar");
        var file = folder.resolve("upkeep.yml");
        Files.writeString(file, proposal.text());
        var app = Apps.read(file).all().getFirst();
        assertThat(app.backup().store().folder()).isEqualTo(folder.resolve("store"));
        return app;
    }

    private static void assertDatabase(App app, String name, String host, int port, String user) {
        assertThat(app.database().name()).isEqualTo(name);
        assertThat(app.database().host()).isEqualTo(host);
        assertThat(app.database().port()).isEqualTo(port);
        assertThat(app.database().user()).isEqualTo(user);
    }

    private static void assertPassword(App app, String password, String origin) {
        var secret = Optional.ofNullable(app.database().password());
        assertThat(secret).map(Secret::origin).contains(origin);
        assertThat(secret).map(Secret::reveal).contains(password);
    }

    private static String line(Proposal proposal, String start) {
        return proposal.text()
                .lines()
                .filter(line -> line.strip().startsWith(start))
                .findFirst()
                .orElse("");
    }
}
