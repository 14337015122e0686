package dev.upkeep.operations.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// The volunteer system's files: scans of certificates, photos, and what makes copying files hard (a sparse file, a
/// link,
/// quotes and umlauts in names). The same bytes, names and times every time.
final class VolunteerFiles {
    static final int CERTIFICATES = 240;
    static final int PHOTOS = 120;
    private static final Instant FIRST = Instant.parse("2025-03-01T09:00:00Z");
    private static final int SPARSE_SIZE = 32 << 20;

    private final Path uploads;

    /// @param uploads a folder that does not exist yet
    VolunteerFiles(Path uploads) {
        this.uploads = uploads;
    }

    void write() {
        try {
            for (var folder : new String[] {"certificates", "photos", "imports", "letters"}) {
                Files.createDirectories(uploads.resolve(folder));
            }
            for (var number = 1; number <= CERTIFICATES; number++) {
                writeCertificate(number);
            }
            for (var number = 1; number <= PHOTOS; number++) {
                write("photos/%04d.jpg".formatted(number), photo(number), number);
            }
            writeOddOnes();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// What a month brings: one photo is cropped, three certificates are added.
    void change() {
        try {
            Files.delete(uploads.resolve("photos/0007.jpg"));
            write("photos/0007.jpg", photo(7_007), 50_000);
            for (var number = CERTIFICATES + 1; number <= CERTIFICATES + 3; number++) {
                writeCertificate(number);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void writeCertificate(int number) throws IOException {
        var text = "%%PDF-1.4\n%% Certificate C-%d\n".formatted(100_000 + number)
                + "With thanks for the hours that you gave.\n".repeat(40 + number % 60)
                + "%%EOF\n";
        write("certificates/C-%d.pdf".formatted(100_000 + number), text.getBytes(UTF_8), number);
    }

    private static byte[] photo(int number) {
        var random = new Random(number);
        var bytes = new byte[8_000 + random.nextInt(40_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void writeOddOnes() throws IOException {
        write("photos/Sommerfest – Grüße aus Köln.jpg", photo(1_001), 1_001);
        write("letters/O'Brien, \"thank you\".txt", "Thank you!\n".getBytes(UTF_8), 1_002);
        write("letters/empty.txt", new byte[0], 1_003);
        write("imports/half-written.tmp", "excluded by its name\n".getBytes(UTF_8), 1_004);
        writeSparse(uploads.resolve("imports/salesforce-cache.bin"));
        Files.createSymbolicLink(uploads.resolve("photos/newest.jpg"), Path.of("%04d.jpg".formatted(PHOTOS)));
    }

    /// 32 MB of which two blocks are on the disk.
    private static void writeSparse(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file, CREATE_NEW, WRITE, SPARSE)) {
            channel.write(ByteBuffer.wrap(photo(1_005)));
            channel.position(SPARSE_SIZE - 4_096);
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).rewind());
        }
        touch(file, 1_005);
    }

    private void write(String name, byte[] content, int minute) throws IOException {
        var file = uploads.resolve(name);
        Files.write(file, content, CREATE_NEW);
        touch(file, minute);
    }

    private static void touch(Path file, int minute) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(FIRST.plus(Duration.ofMinutes(minute))));
    }

    private UpkeepException failure(IOException cause) {
        return new UpkeepException(
                Kind.FAILED,
                "the demo could not write its files below %s: %s".formatted(uploads, cause),
                "Look whether the disk is full, or choose another place with --folder.",
                cause);
    }
}
