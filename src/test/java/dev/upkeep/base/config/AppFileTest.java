package dev.upkeep.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.config.AppFile.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppFileTest {
    @Test
    void aDotEnvIsReadAsItsLibrariesDo() {
        assertThat(dotenv("""
                # a comment
                PLAIN=value   # what it is for
                export SPACED = two words
                QUOTED="a # b"
                SINGLE='$not ${read}'
                EMPTY=
                URL=postgresql://${PLAIN}@${QUOTED}/x
                not a line

                MANY="one
                two"
                LAST=pa$word
                """))
                .containsExactly(
                        new Assignment("PLAIN", "value", "", 2),
                        new Assignment("SPACED", "two words", "", 3),
                        new Assignment("QUOTED", "a # b", "", 4),
                        new Assignment("SINGLE", "$not ${read}", "", 5),
                        new Assignment("EMPTY", "", "", 6),
                        new Assignment("URL", "postgresql://value@a # b/x", "", 7),
                        new Assignment("MANY", "one\ntwo", "", 10),
                        new Assignment("LAST", "pa$word", "", 12));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "A=pass#word, holds a # outside of quotes, which programs read differently",
                "A=back\\slash, holds a backslash, which programs read differently",
                "A=\"back\\nslash\", holds a backslash, which programs read differently",
                "A=${OTHER}, is computed from others",
                "A=${OTHER:-default}, is computed from others",
                "A=$(cat /run/secret), is computed from others",
                "A=\"no end, has a quote without its end"
            })
    void whatProgramsReadDifferentlyIsADoubt(String line, String doubt) {
        var found = dotenv(line + "\n").getFirst();

        assertThat(found.value()).isEmpty();
        assertThat(found.doubt()).startsWith(doubt.split(",")[0]);
    }

    @Test
    void aReferenceToADoubtIsADoubt() {
        assertThat(dotenv("A=x\nA=${B}\nC=${A}")).last().matches(each -> !each.isCertain());
    }

    @Test
    void theLastOfTwoCounts() {
        var file = AppFile.parse(Path.of(".env"), Format.DOTENV, "A=1\nA=2\n");

        assertThat(file.find("A")).map(Assignment::value).contains("2");
    }

    @Test
    void expansionEndsSomewhere() {
        var bomb = new StringBuilder("A0=" + "x".repeat(1000) + "\n");
        for (var i = 1; i < 60; i++) {
            bomb.append("A%d=${A%d}${A%d}\n".formatted(i, i - 1, i - 1));
        }

        assertThat(dotenv(bomb.toString())).last().matches(each -> !each.isCertain());
    }

    @Test
    void propertiesAreReadWithTheirLines() {
        assertThat(AppFile.parse(Path.of("p"), Format.PROPERTIES, """
                # comment \\
                spring.datasource.url = jdbc:postgresql://localhost/x
                long: one \\
                    two
                key\\ with\\u0020space value
                bad=\\u00g
                computed=${HOME}/x
                """).assignments())
                .containsExactly(
                        new Assignment("spring.datasource.url", "jdbc:postgresql://localhost/x", "", 2),
                        new Assignment("long", "one two", "", 3),
                        new Assignment("key with space", "value", "", 5),
                        new Assignment("computed", "${HOME}/x", "is computed from others", 7));
    }

    @Test
    void yamlIsReadByItsKeys() {
        assertThat(AppFile.parse(Path.of("y"), Format.YAML, """
                services:
                  db:
                    environment:
                      - POSTGRES_DB=app
                      - POSTGRES_PASSWORD=${PW}
                    ports: ["5433:5432"]
                """).assignments())
                .containsExactly(
                        new Assignment("services.db.environment.POSTGRES_DB", "app", "", 4),
                        new Assignment(
                                "services.db.environment.POSTGRES_PASSWORD", "${PW}", "is computed from others", 5),
                        new Assignment("services.db.ports.0", "5433:5432", "", 6));
        assertThat(AppFile.parse(Path.of("y"), Format.YAML, "a: [").assignments())
                .isEmpty();
    }

    @Test
    void aValueIsNeverPrinted() {
        assertThat(dotenv("PW=geheim").toString()).isEqualTo("[PW=*** (line 1)]");
        assertThat(DatabaseAddress.parse("postgresql://u:geheim@h/n").orElseThrow())
                .asString()
                .doesNotContain("geheim");
    }

    @Test
    void aFileThatIsNoSettingsFileIsNotRead(@TempDir Path folder) throws IOException {
        var file = folder.resolve("large");
        Files.writeString(file, "A=" + "x".repeat(300_000));
        assertThatThrownBy(() -> AppFile.read(file, Format.DOTENV)).hasMessage("is larger than 256 KiB");

        Files.write(file, new byte[] {'A', '=', (byte) 0xff});
        assertThatThrownBy(() -> AppFile.read(file, Format.DOTENV)).hasMessage("is not text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            emptyValue = "",
            value = {
                "postgresql://u:p@h:5433/n,                       postgresql,u,p,h,5433,n",
                "postgres://u@h/n,                                postgres,u,'',h,'',n",
                "postgresql+psycopg2://u:p%40%3A%2F+@h/n,         postgresql,u,p@:/+,h,'',n",
                "postgresql://u:p/?#:x@h/n,                       postgresql,u,p/?#:x,h,'',n",
                "postgresql:///n?host=/var/run/postgresql&user=u, postgresql,u,'',/var/run/postgresql,'',n",
                "postgresql://u@%2Fvar%2Frun:5433/n,              postgresql,u,'',/var/run,5433,n",
                "jdbc:postgresql://h:1/n?user=u&password=p%26,    postgresql,u,p&,h,1,n",
                "jdbc:postgresql:n,                               postgresql,'','','','',n",
                "postgresql://u:p@[::1]:5433/n,                   postgresql,u,p,::1,5433,n",
                "mysql://u:p@h/n,                                 mysql,u,p,h,'',n",
                "sqlite:////srv/app.db,                           sqlite,'','','','',/srv/app.db"
            })
    void anAddressHasParts(String text, String make, String user, String password, String host, String port, String n) {
        assertThat(DatabaseAddress.parse(text)).contains(new DatabaseAddress(make, user, password, host, port, n));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:p@ss@h/n",
                "postgresql://u:p@ss?x@h/n",
                "postgresql://u:p@h1,h2/n",
                "postgresql://u:p%zz@h/n",
                "postgresql://u:p@h:port/n",
                "nothing like it"
            })
    void anAddressThatCanBeReadInTwoWaysIsNone(String text) {
        assertThat(DatabaseAddress.parse(text)).isEmpty();
    }

    private static List<Assignment> dotenv(String text) {
        return AppFile.parse(Path.of(".env"), Format.DOTENV, text).assignments();
    }
}
