package dev.upkeep.faults;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Where one act is played: a database of its own with the small register, folders of its own, the guides' scripts with
/// names that fit, and Upkeep.
final class Place implements AutoCloseable {
    static final String TEMPLATE = "register";
    static final String APPLICATION_USER = "vms_user";
    static final String RESTORER = "restorer";
    static final String PASSWORD = "secret-of-the-application";

    private final PrivateCluster cluster;
    private final Path folder;
    private final String database;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> databases = new ArrayList<>();
    private final List<Path> mounted = new ArrayList<>();

    Place(PrivateCluster cluster, int number) throws IOException {
        this.cluster = cluster;
        this.database = "vms_" + number;
        this.folder = Files.createTempDirectory("upkeep-fault-");
        for (var name : List.of("backups", "app/uploads", "app/logs", "app/venv/bin", "log")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("app/venv/bin/activate"), "");
        environment.putAll(cluster.clientEnvironment(database));
        environment.put("PGUSER", APPLICATION_USER);
        environment.put("PGPASSWORD", PASSWORD);
        makeDatabase(database);
    }

    /// Makes what all places share: the register as a template, and the roles.
    static void prepare(PrivateCluster cluster) {
        cluster.psql("""
                CREATE ROLE %s LOGIN PASSWORD '%s';
                CREATE ROLE reader;
                CREATE ROLE %s LOGIN CREATEDB CREATEROLE PASSWORD '%s' IN ROLE vms_user, reader;
                """.formatted(APPLICATION_USER, PASSWORD, RESTORER, PASSWORD));
        for (var template : List.of("empty", TEMPLATE)) {
            cluster.psql("CREATE DATABASE %s OWNER %s TEMPLATE template0".formatted(template, APPLICATION_USER));
        }
        try (var stream = Place.class.getResourceAsStream("register.sql")) {
            var sql = new String(
                    java.util.Objects.requireNonNull(stream).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            cluster.psql(TEMPLATE, "SET ROLE " + APPLICATION_USER + ";\n" + sql);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String database() {
        return database;
    }

    PrivateCluster cluster() {
        return cluster;
    }

    Path folder() {
        return folder;
    }

    Path backups() {
        return folder.resolve("backups");
    }

    Path uploads() {
        return folder.resolve("app/uploads");
    }

    /// What the guides' scripts see of us; a fault may change it.
    Map<String, String> environment() {
        return environment;
    }

    Guide guide() throws IOException {
        return guide(Map.of());
    }

    /// @param more names to replace before ours, for a fault in a name
    Guide guide(Map<String, String> more) throws IOException {
        var names = new LinkedHashMap<>(more);
        names.putIfAbsent("/home/vms/backups", backups().toString());
        names.putIfAbsent("/home/vms/vms", folder.resolve("app").toString());
        names.putIfAbsent("/var/backups/chms", backups().toString());
        names.putIfAbsent("$BACKUP_DIR/db_YYYYMMDD", backups() + "/db_*");
        names.putIfAbsent("/var/www/chms-production", folder.resolve("app").toString());
        names.putIfAbsent("/var/log", folder.resolve("log").toString());
        names.putIfAbsent("vms_production", database);
        names.putIfAbsent("chms_production", database);
        names.putIfAbsent("chms_test", database + "_test");
        names.putIfAbsent("chms_user", APPLICATION_USER);
        names.putIfAbsent("members", "volunteers");
        return new Guide(folder, names, environment);
    }

    /// Another copy of the register, or an empty database; removed with the place.
    void makeDatabase(String name) {
        databases.add(name);
        admin(
                cluster,
                "postgres",
                "CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, APPLICATION_USER, TEMPLATE));
    }

    String makeEmptyDatabase(String name) {
        databases.add(name);
        admin(cluster, "postgres", "CREATE DATABASE %s OWNER %s TEMPLATE empty".formatted(name, APPLICATION_USER));
        return name;
    }

    /// A database that somebody else is to make; removed with the place.
    String willMake(String name) {
        databases.add(name);
        return name;
    }

    boolean exists(String name) {
        return !cluster.psql("SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name))
                .isEmpty();
    }

    /// As the superuser, in the place's database.
    void sql(String sql) {
        sql(database, sql);
    }

    void sql(String name, String sql) {
        admin(cluster, name, sql);
    }

    private static void admin(PrivateCluster cluster, String name, String sql) {
        try (var connection = cluster.connect(name);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    Connection connect() throws SQLException {
        return cluster.connect(database);
    }

    Content content() throws SQLException {
        return content(database);
    }

    Content content(String name) throws SQLException {
        try (var connection = cluster.connect(name)) {
            return Content.of(connection);
        }
    }

    /// The file of that kind that a person would take: the newest by name.
    Path newest(String suffix) throws IOException {
        try (var files = Files.list(backups())) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("no file *" + suffix));
        }
    }

    List<String> backupFiles() throws IOException {
        try (var files = Files.list(backups())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// Makes the folder a disk of its own that holds very little; only root can.
    void mountSmallDisk(Path on) throws IOException {
        Files.createDirectories(on);
        var ran = guide().runText("mount -t tmpfs -o size=1m,mode=700 tmpfs " + on);
        Assumptions.assumeTrue(ran.exitCode() == 0, "a small disk needs root: " + ran.output());
        mounted.add(on);
    }

    @Override
    public void close() throws IOException {
        for (var disk : mounted) {
            guide().runText("umount -l " + disk);
        }
        for (var name : databases) {
            admin(cluster, "postgres", "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
