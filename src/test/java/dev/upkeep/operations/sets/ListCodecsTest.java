package dev.upkeep.operations.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.text.Escaped;
import dev.upkeep.base.text.RawName;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry.About;
import dev.upkeep.operations.sets.DatabaseEntry.PartEntry;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SequenceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SettingEntry;
import dev.upkeep.operations.sets.DatabaseEntry.TableEntry;
import dev.upkeep.operations.sets.FileEntry.Attributes;
import dev.upkeep.operations.sets.FileEntry.Folder;
import dev.upkeep.operations.sets.FileEntry.Group;
import dev.upkeep.operations.sets.FileEntry.HardLink;
import dev.upkeep.operations.sets.FileEntry.Link;
import dev.upkeep.operations.sets.FileEntry.Regular;
import dev.upkeep.operations.sets.FileEntry.Skipped;
import dev.upkeep.operations.sets.FileEntry.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListCodecsTest {
    private static final int ROUNDS = 3000;
    private static final List<String> HOSTILE = List.of(
            "", "-", "--", " ", "\n", "\t", "\\", "\\0101", "%s", "a,b", "\"", "'", "é\u0000\u007f", "\"a, \"\"b\"");

    private final Random random = new Random(20261121);

    @Test
    void everyDatabaseLineComesBack() {
        for (var round = 0; round < ROUNDS; round++) {
            var entry = databaseEntry(round % 6);
            var line = DatabaseList.line(entry);
            assertThat(line).matches("[\\x20-\\x7e\\t]+").doesNotContain("\t\t");
            assertThat(DatabaseList.read(line)).isEqualTo(entry);
        }
    }

    @Test
    void everyFileLineComesBack() {
        for (var round = 0; round < ROUNDS; round++) {
            var entry = fileEntry(round % 6);
            var line = FilesList.line(entry);
            assertThat(line).matches("[\\x20-\\x7e\\t]+").doesNotContain("\t\t");
            assertThat(FilesList.read(line)).isEqualTo(entry);
        }
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        var entry = databaseEntry(5);
        assertThat(DatabaseList.read(DatabaseList.line(entry) + "\tmore")).isEqualTo(entry);
    }

    @Test
    void timesBefore1970AreWrittenAsDecimals() {
        var attributes =
                new Attributes(0644, 0, 0, RawName.EMPTY, RawName.EMPTY, Instant.ofEpochSecond(-1, 500_000_000));
        assertThat(FilesList.line(new Folder("uploads", RawName.EMPTY, attributes)))
                .endsWith("\t-0.500000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/../b", "/etc/passwd", "a//b", "./a", "a/", "a\u0000b", ".."})
    void pathsThatLeadOutOfTheFolderAreNotRead(String path) {
        var line = FilesList.line(new HardLink("uploads", RawName.of(path), RawName.of("a")));
        assertThatThrownBy(() -> FilesList.read(line)).hasMessageContaining("a path leads out of its folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sequence",
                "sequence\ta",
                "sequence\ta\t1\tmaybe",
                "what\ta",
                "piece\t1\t0\t-1\tx",
                "sequence\ta\\\t1\tyes",
                "sequence\ta\\0777\t1\tyes",
                "sequence\té\t1\tyes",
                "sequence\t\t1\tyes"
            })
    void whatIsNoLineIsRefused(String line) {
        assertThatThrownBy(() -> DatabaseList.read(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyBytesComeBack() {
        for (var round = 0; round < ROUNDS; round++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(Escaped.bytes(Escaped.of(bytes))).isEqualTo(bytes);
        }
    }

    private DatabaseEntry databaseEntry(int kind) {
        return switch (kind) {
            case 0 -> new About(description());
            case 1 -> new SettingEntry(new Setting(text(), text(), text()));
            case 2 -> new PartEntry(text(), object());
            case 3 ->
                new TableEntry(
                        new Table(number(), text(), text(), text(), List.of(name(), name(), name()), text(), number()),
                        reading(),
                        number(),
                        number());
            case 4 -> new PieceEntry(number(), number(), random.nextBoolean() ? -1 : number(), reading(), object());
            default -> new SequenceEntry(new Sequence(text(), random.nextLong(), random.nextBoolean()));
        };
    }

    private DatabaseDescription description() {
        return new DatabaseDescription(
                "",
                text(),
                "",
                text(),
                text(),
                text(),
                text(),
                text(),
                "",
                text(),
                List.of(text(), text()),
                text(),
                number(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private FileEntry fileEntry(int kind) {
        return switch (kind) {
            case 0 -> new Group(text(), raw());
            case 1 ->
                new Regular(
                        text(),
                        path(),
                        attributes(),
                        number(),
                        object().sha256(),
                        1 + number(),
                        new Stamp(time(), number(), number()),
                        random.nextBoolean(),
                        random.nextBoolean());
            case 2 -> new Folder(text(), path(), attributes());
            case 3 -> new Link(text(), path(), attributes(), raw());
            case 4 -> new HardLink(text(), path(), path());
            default -> new Skipped(text(), path(), text());
        };
    }

    private Attributes attributes() {
        return new Attributes(random.nextInt(010000), number(), number(), raw(), raw(), time());
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private ObjectRef object() {
        return new ObjectRef(Sha256.hex(text().getBytes(StandardCharsets.UTF_8)), number(), 1 + number());
    }

    private Reading reading() {
        return new Reading(number(), new Fingerprint(random.nextLong(), random.nextLong()), number());
    }

    private int number() {
        return random.nextInt(Integer.MAX_VALUE - 1);
    }

    private String name() {
        return '"' + text().replace("\"", "\"\"") + '"';
    }

    private String text() {
        return HOSTILE.get(random.nextInt(HOSTILE.size())) + HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    private RawName raw() {
        var bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return RawName.of(bytes);
    }

    private RawName path() {
        var bytes = raw().bytes();
        for (var at = 0; at < bytes.length; at++) {
            bytes[at] = bytes[at] == '/' || bytes[at] == 0 || bytes[at] == '.' ? (byte) 0xff : bytes[at];
        }
        return RawName.of(bytes);
    }
}
