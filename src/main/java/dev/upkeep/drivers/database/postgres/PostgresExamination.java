package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Extension;
import dev.upkeep.drivers.database.Examination;
import dev.upkeep.drivers.database.Shortcoming;
import dev.upkeep.drivers.host.Host;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Looks at a PostgreSQL database with the eyes of its backup user and of its admin.
public final class PostgresExamination implements Examination {
    /// Through JSON, because the columns for locales differ from version to version.
    private static final String OUTLINE = """
            SELECT d.datname, current_setting('server_version'), pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                   CASE to_jsonb(d)->>'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                   coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale', ''),
                   pg_get_userbyid(d.datdba), pg_database_size(d.oid)
            FROM pg_database d WHERE d.datname = current_database()
            """;
    private static final String EXTENSIONS = """
            SELECT e.extname, e.extversion, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            ORDER BY 1
            """;

    private final PostgresAddress user;
    private final PostgresAddress admin;
    private final Connections connections;
    private final Host host;

    /// @param user who backs up, and `admin` who restores, both at the same database
    public PostgresExamination(PostgresAddress user, PostgresAddress admin, Connections connections, Host host) {
        this.user = user;
        this.admin = admin;
        this.connections = connections;
        this.host = host;
    }

    @Override
    public String address() {
        return user.toString();
    }

    @Override
    public Overview overview() {
        return asked(user, session -> {
            var extensions = Rows.list(
                    session, EXTENSIONS, row -> new Extension(row.getString(1), row.getString(2), row.getString(3)));
            return Rows.one(session, OUTLINE, row -> new Overview(row.getLong(9), outline(row, extensions)));
        });
    }

    @Override
    public List<Shortcoming> toBackUp() {
        return asked(user, session -> {
            var found = new ArrayList<>(new MissingRights(session).toBackUp());
            found.addAll(programs(session, "pg_dump", "pg_dumpall"));
            return found;
        });
    }

    @Override
    public List<Shortcoming> toRestore() {
        var outline = overview().outline();
        return asked(admin, session -> {
            var found = new ArrayList<Shortcoming>();
            new RestoreObstacles(session).of(outline).forEach(obstacle -> found.add(shortcoming(obstacle)));
            found.addAll(programs(session, "pg_restore"));
            return found;
        });
    }

    private List<Shortcoming> programs(Connection session, String... names) throws SQLException {
        var major = session.getMetaData().getDatabaseMajorVersion();
        var programs = new ClientPrograms(host);
        return Stream.of(names)
                .flatMap(name -> missing(programs, name, major).stream())
                .toList();
    }

    private static List<Shortcoming> missing(ClientPrograms programs, String name, int major) {
        try {
            programs.find(name, major);
            return List.of();
        } catch (UpkeepException failure) {
            if (failure.problem().kind() != Kind.MISSING) {
                throw failure;
            }
            return List.of(new Shortcoming(
                    failure.problem().message(), failure.problem().hint()));
        }
    }

    /// An obstacle reads `what: remedy`.
    private static Shortcoming shortcoming(String obstacle) {
        var colon = obstacle.indexOf(": ");
        return colon < 0
                ? new Shortcoming(obstacle, "")
                : new Shortcoming(obstacle.substring(0, colon), obstacle.substring(colon + 2));
    }

    private static DatabaseDescription outline(ResultSet row, List<Extension> extensions) throws SQLException {
        return new DatabaseDescription(
                "postgres",
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                "",
                row.getString(8),
                List.of(),
                "",
                -1,
                List.of(),
                extensions,
                List.of(),
                List.of());
    }

    private <T> T asked(PostgresAddress as, Question<T> question) {
        try (var session = connections.open(as)) {
            return question.ask(session);
        } catch (SQLException failure) {
            throw Failures.of("could not examine %s as \"%s\"".formatted(as, as.user()), failure);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection session) throws SQLException;
    }
}
