package dev.upkeep.operations.merge;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads one record, line by line, and checks it while it streams.
final class RecordReader implements InsertedRows.Recorded {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    RecordReader(Path file) {
        this.file = file;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String app() {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return header(in, sha256()).get("app").asString();
        } catch (IOException | JacksonException | NullPointerException broken) {
            throw damaged(broken);
        }
    }

    /// `complete` is called when all of it was read and is what was written.
    @Override
    public void replay(InsertedRows to) {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var digest = sha256();
            to.begin(header(in, digest).get("database").asString());
            var rows = 0L;
            var line = line(in);
            for (var node = JSON.readTree(line); node.has("table"); node = JSON.readTree(line)) {
                digest.update(line);
                var table = table(node);
                to.table(table);
                for (var row = 0L; row < table.rows(); row++) {
                    var content = line(in);
                    digest.update(content);
                    to.row(content);
                }
                rows += table.rows();
                line = line(in);
            }
            requireEnd(JSON.readTree(line), rows, digest);
            to.complete();
        } catch (IOException | JacksonException | NullPointerException broken) {
            throw damaged(broken);
        }
    }

    private static JsonNode header(InputStream in, MessageDigest digest) throws IOException {
        var line = line(in);
        digest.update(line);
        var header = JSON.readTree(line);
        if (header.path("upkeep_merge").asInt(0) != RecordWriter.FORMAT) {
            throw new IOException("it is no such record, or a newer one");
        }
        return header;
    }

    private static InsertedTable table(JsonNode node) {
        return new InsertedTable(
                node.get("table").asString(),
                node.get("identity").asString(),
                texts(node.get("key")),
                texts(node.get("columns")),
                node.get("rows").asLong());
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static void requireEnd(JsonNode end, long rows, MessageDigest digest) throws IOException {
        if (end.get("end").asLong() != rows
                || !end.get("sha256").asString().equals(HexFormat.of().formatHex(digest.digest()))) {
            throw new IOException("it was changed since it was written");
        }
    }

    /// With its end.
    private static byte[] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("its end is missing");
            }
            line.write(next);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private UpkeepException damaged(Exception broken) {
        return new UpkeepException(
                Kind.DAMAGED,
                "the record %s can't be read: %s".formatted(file, broken.getMessage()),
                "Nothing was taken out.",
                broken);
    }
}
