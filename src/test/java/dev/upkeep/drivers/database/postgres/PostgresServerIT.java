package dev.upkeep.drivers.database.postgres;

import static dev.upkeep.drivers.database.postgres.RestoreWorld.description;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription.Extension;
import dev.upkeep.drivers.database.DatabaseDescription.Role;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import dev.upkeep.testkit.PrivateCluster;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresServerIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private static final String ODD = "a \"b\" = 'c\\d' ü";

    private final RestoreWorld world = new RestoreWorld(postgres);
    private final PostgresServer server = world.server();

    @BeforeAll
    static void people() {
        postgres.psql("""
                CREATE ROLE app LOGIN PASSWORD 'app';
                CREATE ROLE reader LOGIN PASSWORD 'reader';
                CREATE ROLE restorer LOGIN PASSWORD 'restorer' CREATEDB CREATEROLE;
                CREATE ROLE weak LOGIN PASSWORD 'weak';
                """);
    }

    @Test
    void aDatabaseInMakingLetsNobodyInBeforeItIsSettled() {
        var wanted = description().owner("app").plain();

        var made = server.create("closed", wanted);

        assertThatThrownBy(() -> postgres.connect("closed", "app", "app"))
                .hasMessageContaining("permission denied for database \"closed\"");
        assertThatThrownBy(() -> postgres.connect("closed", "reader", "reader")).isInstanceOf(SQLException.class);
        assertThat(comment("closed")).isEqualTo("Upkeep restores this database; it is not complete.");

        made.settle(wanted);
        assertThatCode(() -> postgres.connect("closed", "app", "app").close()).doesNotThrowAnyException();
        assertThatCode(() -> postgres.connect("closed", "reader", "reader").close())
                .doesNotThrowAnyException();
        assertThat(comment("closed")).isEmpty();
    }

    @Test
    void dropEndsADatabaseThatAKilledProcessIsStillMaking() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var holder = postgres.connect("postgres")) {
            holder.setAutoCommit(false);
            try (var hold = holder.createStatement()) {
                hold.execute("COMMENT ON DATABASE template0 IS 'held'");
            }
            var making = threads.submit(
                    () -> server.create("late", description().owner("app").plain()));
            Awaitility.await().until(() -> postgres.psql("""
                            SELECT count(*) FROM pg_stat_activity
                            WHERE query LIKE 'CREATE DATABASE "late"%' AND wait_event_type = 'Lock'""").contains("1"));

            server.drop("late");

            holder.rollback();
            assertThatThrownBy(making::get).hasMessageContaining("could not make database \"late\"");
            assertThat(server.exists("late")).isFalse();
        }
    }

    @Test
    void rightsCommentLimitAndSettingsComeBackAsRecorded() {
        var wanted = description()
                .owner("app")
                .acl("app=CTc/app", "reader=c*/app", "restorer=c/reader")
                .comment("the volunteers' data", 7)
                .settings(
                        new Setting("", "search_path", "\"$user\", \"My, Schema\", public"),
                        new Setting("", "app.secret_sauce", "it's \\ \"hot\""),
                        new Setting("reader", "statement_timeout", "5s"))
                .plain();

        server.create("settled", wanted).settle(wanted);

        assertThat(one("SELECT datacl FROM pg_database WHERE datname = 'settled'"))
                .isEqualTo("{app=CTc/app,reader=c*/app,restorer=c/reader}");
        assertThat(comment("settled")).isEqualTo("the volunteers' data");
        assertThat(one("SELECT datconnlimit FROM pg_database WHERE datname = 'settled'"))
                .isEqualTo("7");
        assertThat(postgres.psql("settled", "SHOW search_path")).isEqualTo("\"$user\", \"My, Schema\", public");
        assertThat(postgres.psql("settled", "SHOW app.secret_sauce")).isEqualTo("it's \\ \"hot\"");
        assertThat(one("SELECT setconfig FROM pg_db_role_setting WHERE setrole = 'reader'::regrole"))
                .isEqualTo("{statement_timeout=5s}");
    }

    @Test
    void missingRolesAreMadeWithoutPasswordsAndOthersAreNotTouched() {
        var wanted = description()
                .owner("Öl & Co")
                .roles(
                        new Role("Öl & Co", List.of("LOGIN", "CREATEDB", "CONNECTION LIMIT 3"), List.of("readers")),
                        new Role("readers", List.of("NOLOGIN"), List.of()),
                        new Role("app", List.of("SUPERUSER"), List.of("readers")))
                .plain();

        server.create("with_roles", wanted);

        assertThat(one("SELECT rolcanlogin, rolcreatedb, rolconnlimit, rolpassword IS NULL FROM pg_authid"
                        + " WHERE rolname = 'Öl & Co'"))
                .isEqualTo("t|t|3|t");
        assertThat(one("SELECT rolsuper FROM pg_authid WHERE rolname = 'app'")).isEqualTo("f");
        assertThat(one("SELECT pg_has_role('Öl & Co', 'readers', 'member')")).isEqualTo("t");
    }

    @Test
    void anAttributeThatIsNoneIsNeverRun() {
        var hostile = description()
                .roles(new Role("mallory", List.of("LOGIN; DROP DATABASE postgres"), List.of()))
                .plain();

        assertThatThrownBy(() -> server.create("hostile", hostile))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.DAMAGED))
                .hasMessageContaining("unknown attribute");
        assertThat(server.exists("hostile")).isFalse();
        assertThat(one("SELECT count(*) FROM pg_roles WHERE rolname = 'mallory'"))
                .isEqualTo("0");
    }

    @Test
    void aNameThatExistsIsRefused() {
        postgres.psql("CREATE DATABASE taken");

        assertThatThrownBy(() -> server.create("taken", description().plain()))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.REFUSED))
                .hasMessage("database \"taken\" exists already on the " + server.address());
        postgres.psql("CREATE DATABASE mine");
        assertThatThrownBy(() -> server.rename("mine", "taken")).hasMessageContaining("\"taken\" exists already");
    }

    @Test
    void anyNameCanBeMadeRenamedAndDroppedAlsoWhileSomebodyIsInIt() throws SQLException {
        server.create(ODD, description().plain()).close();
        try (var session = postgres.connect(ODD)) {
            assertThat(session.isValid(1)).isTrue();
            server.rename(ODD, ODD + "2");
        }
        try (var session = postgres.connect(ODD + "2")) {
            assertThat(session.isValid(1)).isTrue();
            server.drop(ODD + "2");
        }
        server.drop(ODD + "2");
        assertThat(server.exists(ODD)).isFalse();
        assertThat(server.exists(ODD + "2")).isFalse();
    }

    @Test
    void saysEverythingThatIsMissingBeforeAnythingIsMade() {
        var wanted = description()
                .extensions(new Extension("hstore", "1.8", "public"), new Extension("postgis", "3.3", "public"));

        assertThat(server.obstacles(wanted.of("xx_XX.UTF-8", "99.1")))
                .containsExactly(
                        "the server is PostgreSQL %d, but the data comes from PostgreSQL 99: install postgresql-99"
                                .formatted(major()),
                        "the locale \"xx_XX.UTF-8\" is not installed: add it to /etc/locale.gen, run locale-gen,"
                                + " restart the server",
                        "extension \"postgis\" is not installed: install its package (often postgresql-%d-postgis or"
                                        .formatted(major())
                                + " postgresql-contrib)");
        assertThat(server.obstacles(description().plain())).isEmpty();
    }

    @Test
    void anOrdinaryAdminIsToldWhichRightsItLacks() {
        var wanted = description()
                .owner("app")
                .extensions(new Extension("pageinspect", "1.11", "public"))
                .roles(
                        new Role("boss", List.of("SUPERUSER"), List.of()),
                        new Role("clerk", List.of("LOGIN"), List.of()))
                .plain();

        assertThat(world.serverAs("weak", "weak").obstacles(wanted))
                .containsExactly(
                        "only a superuser can make extension \"pageinspect\": set database.admin to one",
                        "account \"weak\" may not make databases: run as a superuser: ALTER ROLE \"weak\" CREATEDB",
                        "role \"boss\" is missing and account \"weak\" may not make it: run as a superuser:"
                                + " CREATE ROLE \"boss\" SUPERUSER",
                        "role \"clerk\" is missing and account \"weak\" may not make it: run as a superuser:"
                                + " CREATE ROLE \"clerk\" LOGIN");
    }

    private static int major() {
        return Integer.parseInt(one("SHOW server_version_num")) / 10_000;
    }

    private static String comment(String database) {
        return one("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '" + database + "'");
    }

    private static String one(String sql) {
        return postgres.psql(sql);
    }
}
