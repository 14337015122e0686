package dev.upkeep.operations.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.app.Apps;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is read was written by others.
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileFolderTest {
    @TempDir
    private Path temp;

    private Path app;

    @BeforeEach
    void makeFolder() throws IOException {
        app = Files.createDirectories(temp.toRealPath().resolve("srv/vms"));
    }

    @Test
    void aLinkOutOfTheFolderIsRemarkedAndNotFollowed() throws IOException {
        Files.writeString(temp.resolve("outside"), "DATABASE_URL=postgresql://u:p@h/outside\n");
        Files.createSymbolicLink(app.resolve(".env"), temp.resolve("outside"));
        Files.createDirectories(temp.resolve("elsewhere/uploads"));
        Files.createSymbolicLink(app.resolve("uploads"), temp.resolve("elsewhere/uploads"));

        var proposal = look();

        assertThat(proposal.isEmpty()).isTrue();
        assertThat(proposal.remarks())
                .containsExactly(
                        ".env is a link out of the folder, and was not followed",
                        "uploads is a link out of the folder, and was not followed");
    }

    @Test
    void aLinkInsideIsFollowed() throws IOException {
        Files.createDirectories(app.resolve("shared"));
        Files.writeString(app.resolve("shared/production"), "DATABASE_URL=postgresql://u:p@h/inside\n");
        Files.createSymbolicLink(app.resolve(".env"), Path.of("shared/production"));
        Files.createSymbolicLink(app.resolve("loop"), Path.of("."));

        assertThat(look().database().text(Clue.Part.NAME)).isEqualTo("inside");
    }

    @Test
    void aPipeADeviceAndALargeFileAreNotWaitedFor() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", app.resolve(".env").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.write(app.resolve("docker-compose.yml"), new byte[3_000_000]);
        Files.write(app.resolve("requirements.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(look().remarks())
                .containsExactlyInAnyOrder(
                        "docker-compose.yml could not be read", "requirements.txt could not be read");
    }

    @Test
    void valuesAndNamesStayWhatTheyAreInTheFile() throws IOException {
        var odd = Files.createDirectories(app.resolve("up: \"x\" # y &a *b"));
        Files.writeString(app.resolve(".env"), """
                DB_CONNECTION=pgsql
                DB_NAME='x: {y} # z'
                DB_USER='yes'
                DB_HOST=localhost
                UPLOAD_FOLDER='%s'
                """.formatted(odd.getFileName()));

        var proposal = look();
        var file = temp.resolve("upkeep.yml");
        Files.writeString(file, proposal.text());

        assertThat(Apps.read(file).all().getFirst().database().name()).isEqualTo("x: {y} # z");
        assertThat(Apps.read(file).all().getFirst().database().user()).isEqualTo("yes");
        assertThat(Apps.read(file).all().getFirst().files().trees()).containsValue(odd);
    }

    @Test
    void aNameThatWritesOverWhatIsReadIsNotProposed() throws IOException {
        Files.createDirectories(app.resolve("up\u202eloads"));
        Files.writeString(
                app.resolve("docker-compose.yml"), "services: { web: { volumes: [\"./up\u202eloads:/uploads\"] } }\n");
        Files.writeString(app.resolve(".env"), "DB_CONNECTION=pgsql\nDB_USER=u\nDB_NAME=\"n\nbackup: x\"\n");

        assertThat(look().text())
                .contains("name: NAME     # not readable: holds letters that can't be seen (.env:3)")
                .contains("# not proposed: has letters in its path that can't be seen (docker-compose.yml:1)")
                .doesNotContain("\u202e", "\nbackup: x");
    }

    @Test
    void aFolderOfTheSystemIsNoFolderOfUploads() throws IOException {
        Files.writeString(app.resolve(".env"), "DATABASE_URL=postgresql://u:p@h/n\nUPLOAD_FOLDER=/etc\n");

        assertThat(look().trees()).extracting(Clue.Tree::name).containsExactly("settings");
        assertThat(look().text())
                .contains("# not proposed: is /etc, which is no folder of uploads (.env:2)".substring(2));
    }

    @Test
    void aSecretIsNotShownWhereItIsWrittenWrongly() throws IOException {
        for (var line : new String[] {
            "DATABASE_URL=postgresql://u:cater@pillar@h/n",
            "DATABASE_URL=postgresql://u:cater/pillar",
            "DATABASE_URL=postgresql://u:caterpillar%zz@h/n",
            "DATABASE_URL=postgresql://u:p@h:caterpillar/n",
            "DATABASE_URL=caterpillar",
            "DB_NAME=n\nDB_USER=u\nDB_CONNECTION=pgsql\nDB_PASSWORD=cater#pillar",
            "DB_NAME=n\nDB_USER=u\nDB_CONNECTION=pgsql\nDB_PASSWORD=\"cater\npillar"
        }) {
            Files.writeString(app.resolve(".env"), line + "\n");
            var proposal = look();

            assertThat(proposal.isComplete()).as(line).isFalse();
            assertThat(proposal.text() + proposal.whatIsMissing() + proposal + proposal.values())
                    .as(line)
                    .doesNotContain("cater", "pillar");
        }
    }

    @Test
    void codeThatComputesIsNotReadAndSaysSo() throws IOException {
        Files.writeString(
                app.resolve("manage.py"), "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'jane.settings')\n");
        Files.createDirectories(app.resolve("jane"));
        Files.writeString(app.resolve("jane/settings.py"), """
                DATABASES = {'default': {
                    'ENGINE': 'django.db.backends.postgresql',
                    'NAME': 'jane_%s' % open('/etc/hostname').read(),
                    'USER': 'jane',
                    'PASSWORD': 'caterpillar',
                }}
                MEDIA_ROOT = find_media()
                """);

        var proposal = look();

        assertThat(proposal.isComplete()).isFalse();
        assertThat(proposal.whatIsMissing())
                .isEqualTo("the database that is described at jane/settings.py:1 could not be read in full");
        assertThat(proposal.text())
                .contains("\n  user: jane ")
                .contains("#   name: NAME     # not readable: is computed (jane/settings.py:3)")
                .contains("#   password: file:/etc/upkeep/APP.secret     # not readable: stands in code")
                .contains("#   uploads: /PATH     # not proposed: is computed (jane/settings.py:7)")
                .doesNotContain("caterpillar");
    }

    @Test
    void librariesAndDeepAndManyFoldersAreNotLookedAt() throws IOException {
        for (var hidden : new String[] {"node_modules/x", "vendor", ".git", "py", "a/b/c/d/e/f"}) {
            Files.createDirectories(app.resolve(hidden));
            Files.writeString(app.resolve(hidden).resolve("artisan"), "");
        }
        Files.writeString(app.resolve("py/pyvenv.cfg"), "");
        Files.createDirectories(app.resolve("many"));
        for (var i = 0; i < 2_100; i++) {
            Files.createFile(app.resolve("many/" + i));
        }

        assertThat(look().shapes()).isEmpty();
        assertThat(look().remarks()).containsExactly("many holds more than was looked at");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> new Discovery(temp).look(app.resolve("none"), temp))
                .isInstanceOf(UpkeepException.class)
                .hasMessage("folder %s is not there, or can't be read".formatted(app.resolve("none")));
    }

    private Proposal look() {
        return new Discovery(temp.resolve("no-machine")).look(app, temp.resolve("store"));
    }
}
