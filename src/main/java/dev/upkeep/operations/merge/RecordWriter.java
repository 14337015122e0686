package dev.upkeep.operations.merge;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import dev.upkeep.run.RunContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes one record as it is told. It has its name, and is on disk, when it is complete.
final class RecordWriter implements InsertedRows {
    static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final String app;
    private final String set;
    private final RunContext context;
    private @Nullable FileChannel channel;
    private @Nullable DigestOutputStream out;
    private long rows;

    RecordWriter(Path file, String app, String set, RunContext context) {
        this.file = file;
        this.app = app;
        this.set = set;
        this.context = context;
    }

    static Path beginning(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    @Override
    public void begin(String database) {
        work(() -> {
            var folder = Objects.requireNonNull(file.getParent());
            Files.createDirectories(folder, rights("rwx------"));
            var part = beginning(file);
            Files.deleteIfExists(part);
            var opened = FileChannel.open(
                    part, EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), rights("rw-------"));
            channel = opened;
            out = new DigestOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(opened), 1 << 16), RecordReader.sha256());
            var header = new LinkedHashMap<String, Object>();
            header.put("upkeep_merge", FORMAT);
            header.put("app", app);
            header.put("set", set);
            header.put("run", context.run().value());
            header.put("database", database);
            line(header);
        });
    }

    private static java.nio.file.attribute.FileAttribute<java.util.Set<java.nio.file.attribute.PosixFilePermission>>
            rights(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }

    private void line(Map<String, Object> fields) throws IOException {
        out().write((JSON.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private OutputStream out() {
        return Objects.requireNonNull(out, "not begun");
    }

    @Override
    public void table(InsertedTable table) {
        work(() -> {
            context.checkpoint();
            var fields = new LinkedHashMap<String, Object>();
            fields.put("table", table.table());
            fields.put("identity", table.identity());
            fields.put("key", table.key());
            fields.put("columns", table.columns());
            fields.put("rows", table.rows());
            line(fields);
        });
    }

    @Override
    public void row(byte[] line) {
        work(() -> out().write(line));
        rows++;
    }

    /// The last thing before the commit: only who still owns the run may go on.
    @Override
    public void complete() {
        work(() -> {
            var digest = Objects.requireNonNull(out).getMessageDigest().digest();
            var fields = new LinkedHashMap<String, Object>();
            fields.put("end", rows);
            fields.put("sha256", java.util.HexFormat.of().formatHex(digest));
            line(fields);
            out().flush();
            try (var open = Objects.requireNonNull(channel)) {
                open.force(true);
            }
            Files.move(beginning(file), file, StandardCopyOption.ATOMIC_MOVE);
            try (var folder = FileChannel.open(Objects.requireNonNull(file.getParent()))) {
                folder.force(true);
            }
        });
        context.checkpoint();
    }

    private void work(Work work) {
        try {
            work.run();
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not write %s: %s".formatted(file, failed.getMessage()),
                    "Nothing was inserted. Make space there.",
                    failed);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
