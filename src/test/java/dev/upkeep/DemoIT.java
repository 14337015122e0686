package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.time.Pause;
import dev.upkeep.base.time.SystemClock;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.operations.demo.Claim;
import dev.upkeep.operations.demo.Narrator;
import dev.upkeep.run.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class DemoIT {
    @TempDir
    Path temp;

    @Test
    void everyPromiseHoldsAndNothingIsLeft() {
        var place = temp.resolve("demo");
        var out = new ByteArrayOutputStream();
        var words = new ByteArrayOutputStream();

        var exit = new Assembly(SystemClock.utc())
                .commandLine(printing(out), printing(words))
                .run("demo", "--once", "--json", "--folder", place.toString());

        assertThat(exit).as(words.toString(StandardCharsets.UTF_8)).isZero();
        var report = JsonMapper.shared().readTree(out.toByteArray());
        assertThat(report.get("outcome").asString()).isEqualTo("done");
        assertThat(report.get("promises")).hasSize(8);
        assertThat(words.toString(StandardCharsets.UTF_8))
                .contains("$ upkeep backup vms", "rows of table public.hours", "Every promise held");
        assertThat(place).doesNotExist();
    }

    /// The control: when the byte that the demo changed is put back behind its back, it must not say that it was found.
    @Test
    @Tag("long")
    void aDamageThatIsNotThereIsNotFound() {
        var place = temp.resolve("demo");
        var host = new LocalHost(Pause.real());
        var demo = Assembly.demo(host, new Databases(host, Pause.real()), SystemClock.utc(), new Stop());

        var report = demo.run(place, false, new Repairing(place.resolve("backups/objects")));

        assertThat(report.held()).isFalse();
        assertThat(report.claims()).extracting(Claim::held).startsWith(true, true, true, true, false);
        assertThat(report.claims().get(4).seen()).isEqualTo("the object's content is as it was: nothing was damaged");
        assertThat(report.claims().getLast().seen()).isEqualTo("not reached");
        assertThat(place).doesNotExist();
    }

    /// Puts every object back as it was when the fifth chapter began, as soon as a byte was changed.
    private record Repairing(Path objects, Map<Path, byte[]> whole) implements Narrator {
        Repairing(Path objects) {
            this(objects, new HashMap<>());
        }

        @Override
        public void chapter(int number, int of, String title) {
            if (number == 5) {
                files().forEach(file -> whole.put(file, read(file)));
            }
        }

        @Override
        public void say(String text) {}

        @Override
        public void command(String line) {}

        @Override
        public void seen(String fact) {
            if (fact.startsWith("byte ")) {
                whole.forEach(Repairing::write);
            }
        }

        private List<Path> files() {
            try (var all = Files.walk(objects)) {
                return all.filter(Files::isRegularFile).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] read(Path file) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void write(Path file, byte[] content) {
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static PrintStream printing(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
