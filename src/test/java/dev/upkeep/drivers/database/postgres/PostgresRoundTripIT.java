package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Comparison.Difference;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a moment holds comes back, beside the live database and on a private server.
final class PostgresRoundTripIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster("wal_level = logical");

    private static final String EVERYTHING = "everything";

    private final SnapshotWorld live = new SnapshotWorld(postgres, EVERYTHING);

    @BeforeAll
    static void oneOfEverything() {
        postgres.createDatabase(EVERYTHING);
        postgres.load(EVERYTHING, "/everything.sql");
    }

    @Test
    void oneOfEverythingComesBackBesideTheLiveDatabase(@TempDir Path folder) throws IOException {
        var server = new RestoreWorld(postgres).server();
        try (var moment = live.snapshot()) {
            assertThat(new RoundTrip(moment, folder).into(server, "beside")).isEmpty();
        }
        try (var restored = new SnapshotWorld(postgres, "beside").snapshot();
                var moment = live.snapshot()) {
            assertThat(named("", restored.description())).isEqualTo(named("", moment.description()));
        }
    }

    @Test
    void oneOfEverythingComesBackOnAPrivateServer(@TempDir Path folder) throws IOException {
        try (var moment = live.snapshot()) {
            assertThat(RestoreWorld.onAPrivateServer(moment, folder)).isEmpty();
        }
    }

    @Test
    void aChangedRowOfTheCopyIsFound(@TempDir Path folder) throws IOException {
        postgres.createDatabase("small");
        postgres.psql("small", "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2)");
        var world = new SnapshotWorld(postgres, "small");
        try (var moment = world.snapshot()) {
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "small_copy"))
                    .isEmpty();
            postgres.psql("small_copy", "UPDATE t SET id = 3 WHERE id = 2; CREATE INDEX t_id ON t (id)");
            try (var changed = new SnapshotWorld(postgres, "small_copy").snapshot()) {
                var differences = new RoundTrip(moment, folder).differences(changed);
                assertThat(differences)
                        .extracting(Difference::what)
                        .anyMatch(message -> message.contains("t_id"))
                        .contains("table public.t: as many rows as in the set, but other content");
            }
        }
    }

    /// `pg_dump` does not say that `public` was dropped; `pg_restore` fills materialized views after event triggers;
    /// bytes of an unknown encoding are no UTF-8.
    @Test
    void whatThePostgresProgramsLeaveOutComesBackToo(@TempDir Path folder) throws IOException {
        postgres.psql("CREATE DATABASE odd TEMPLATE template0 ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C'");
        postgres.psql("odd", """
                DROP SCHEMA public;
                CREATE SCHEMA app;
                CREATE TABLE app.t (a text, b text DEFAULT E'\\344');
                INSERT INTO app.t VALUES (E'\\344', DEFAULT), ('plain', DEFAULT);
                CREATE MATERIALIZED VIEW app.first AS SELECT count(*) FROM app.t;
                CREATE MATERIALIZED VIEW app.second AS SELECT * FROM app.first;
                CREATE FUNCTION app.no() RETURNS event_trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'no DDL: %', tg_tag; END $$;
                CREATE EVENT TRIGGER no ON ddl_command_start EXECUTE FUNCTION app.no();
                COMMENT ON EVENT TRIGGER no IS 'said';
                """);
        try (var moment = new SnapshotWorld(postgres, "odd").snapshot()) {
            assertThat(new RoundTrip(moment, folder).into(new RestoreWorld(postgres).server(), "odd copy"))
                    .isEmpty();
        }
    }

    @Test
    void anExtensionComesBackInItsRecordedVersion(@TempDir Path folder) throws IOException {
        postgres.createDatabase("aged");
        postgres.psql("aged", """
                CREATE EXTENSION hstore VERSION '1.4';
                CREATE TABLE t (h hstore);
                INSERT INTO t VALUES ('a=>1');
                """);
        var server = new RestoreWorld(postgres).server();
        try (var moment = new SnapshotWorld(postgres, "aged").snapshot()) {
            assertThat(new RoundTrip(moment, folder).into(server, "aged_copy")).isEmpty();
        }
        assertThat(postgres.psql("aged_copy", "SELECT extversion FROM pg_extension WHERE extname = 'hstore'"))
                .contains("1.4");
        postgres.psql("aged", "CREATE SCHEMA own; ALTER EXTENSION hstore SET SCHEMA own");
        try (var moment = new SnapshotWorld(postgres, "aged").snapshot()) {
            assertThat(server.obstacles(moment.description()))
                    .singleElement()
                    .asString()
                    .contains("extension \"hstore\" in schema \"own\" has version 1.4");
        }
    }

    @Test
    void aDefinitionThatCantBeMadeLeavesNoDatabase(@TempDir Path folder) throws IOException {
        postgres.createDatabase("broken");
        postgres.psql("broken", """
                CREATE TABLE lookup (id int);
                INSERT INTO lookup VALUES (1);
                CREATE FUNCTION known(int) RETURNS bool LANGUAGE sql AS 'SELECT EXISTS (SELECT FROM lookup WHERE id = $1)';
                CREATE TABLE t (id int CHECK (known(id)));
                INSERT INTO t VALUES (1);
                """);
        var server = new RestoreWorld(postgres).server();
        try (var moment = new SnapshotWorld(postgres, "broken").snapshot()) {
            assertThatThrownBy(() -> new RoundTrip(moment, folder).into(server, "broken_copy"))
                    .hasMessageContaining("public.t: relation \"lookup\" does not exist")
                    .extracting(failure -> ((UpkeepException) failure).problem().kind())
                    .isEqualTo(Kind.DAMAGED);
        }
        assertThat(server.exists("broken_copy")).isFalse();
    }

    private static DatabaseDescription named(String name, DatabaseDescription it) {
        return new DatabaseDescription(
                it.engine(),
                name,
                it.serverVersion(),
                it.encoding(),
                it.collate(),
                it.ctype(),
                it.localeProvider(),
                it.icuLocale(),
                it.collationVersion(),
                it.owner(),
                it.acl(),
                it.comment(),
                it.connectionLimit(),
                it.settings(),
                it.extensions(),
                it.roles(),
                it.withoutSchemas());
    }
}
