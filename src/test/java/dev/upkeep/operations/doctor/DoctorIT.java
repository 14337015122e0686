package dev.upkeep.operations.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.App;
import dev.upkeep.app.Apps;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.Examination;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.database.Shortcoming;
import dev.upkeep.drivers.database.postgres.Connections;
import dev.upkeep.drivers.database.postgres.PostgresAddress;
import dev.upkeep.drivers.database.postgres.PostgresExamination;
import dev.upkeep.drivers.database.postgres.PostgresPrivateServers;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.directory.DirectoryStore;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.Owner;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class DoctorIT {
    private static final String USER = "Käthe \"K\"";
    private static final String QUOTED = "\"Käthe \"\"K\"\"\"";

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private final LocalHost host = new LocalHost(Pause.real());
    private final LocalMachine machine = new LocalMachine();
    private final Connections connections = new Connections("upkeep test");
    private final PostgresPrivateServers privateServers =
            new PostgresPrivateServers(PostgresPrivateServers.usualScratch(), connections, host, Pause.real());

    @TempDir
    private Path folder;

    @BeforeAll
    static void aUserWhoMayDoNothing() {
        postgres.createDatabase("vms");
        postgres.psql("CREATE ROLE %s LOGIN PASSWORD 'pw'".formatted(QUOTED));
        postgres.psql("vms", """
                CREATE EXTENSION pgcrypto;
                CREATE SCHEMA "odd Schema";
                CREATE TABLE "odd Schema"."odd ""Table" (id serial, name text);
                CREATE TABLE public.secured (id int);
                ALTER TABLE public.secured ENABLE ROW LEVEL SECURITY;
                SELECT lo_create(4711);
                """);
    }

    @BeforeEach
    void foldersThatAreThere() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.writeString(folder.resolve("upload.txt"), "hello");
        Files.createDirectories(folder.resolve("uploads"));
    }

    @Test
    void eachMissingRightIsNamedAndItsStatementGivesIt() {
        var before = examination().toBackUp();

        assertThat(before)
                .extracting(Shortcoming::remedy)
                .containsExactly(
                        "GRANT USAGE ON SCHEMA \"odd Schema\" TO %s;".formatted(QUOTED),
                        "GRANT SELECT ON TABLE \"odd Schema\".\"odd \"\"Table\", public.secured TO %s;"
                                .formatted(QUOTED),
                        "GRANT SELECT ON SEQUENCE \"odd Schema\".\"odd \"\"Table_id_seq\" TO %s;".formatted(QUOTED),
                        "ALTER ROLE %s BYPASSRLS;".formatted(QUOTED),
                        "GRANT SELECT ON LARGE OBJECT 4711 TO %s;".formatted(QUOTED));
        for (var shortcoming : before) {
            postgres.psql("vms", shortcoming.remedy());
            assertThat(examination().toBackUp()).doesNotContain(shortcoming);
        }
        assertThat(examination().toBackUp()).isEmpty();
    }

    @Test
    void anAdminWhoMayNotMakeDatabasesIsTold() throws IOException {
        assertThat(examine(""))
                .filteredOn(finding -> finding.what().equals("rights to restore"))
                .extracting(Finding::detail)
                .anyMatch(detail -> detail.endsWith("may not make databases"));
    }

    @Test
    void aProofIsPossibleWhereAPrivateServerKnowsTheExtensions() throws IOException {
        var doctor = new Doctor(
                ignored -> examination(),
                DoctorIT::store,
                new TrialServers(privateServers, machine),
                app -> false,
                database -> List.of());

        assertThat(doctor.examine(app("")))
                .contains(new Finding.Fine("private server for proofs", "nothing is missing"));
    }

    @Test
    void aPrivateServerThatAKilledDoctorLeftIsRemoved() throws IOException {
        var self = machine.self();
        var killed = new Owner(self.host(), self.boot(), self.space(), self.pid(), self.born() + 1);
        var name = TrialServers.name(killed);
        var version = examination().overview().outline().serverVersion();
        try (var left = privateServers.start(name, version)) {
            assertThat(privateServers.names("doctor-")).contains(name);

            var found = new TrialServers(privateServers, machine).sweep();

            assertThat(left).isNotNull();
            assertThat(found)
                    .contains(new Finding.Fine(
                            "private servers left behind", "removed %s of a doctor that was killed".formatted(name)));
            assertThat(privateServers.names("doctor-")).doesNotContain(name);
        } finally {
            privateServers.remove(name);
        }
    }

    @Test
    void filesAndStoreAreLookedAtAndTheProbeIsTakenAway() throws IOException {
        var found = examine("files: { uploads: uploads, gone: nowhere }");

        assertThat(found)
                .contains(new Finding.Fine("store", folder.resolve("sets") + " can be written and read"))
                .contains(new Finding.Failure(
                        "files gone",
                        folder.resolve("nowhere") + " does not exist",
                        "Correct files in %s.".formatted(folder.resolve("upkeep.yml"))))
                .anyMatch(finding -> finding.detail().contains("one broken disk takes both"));
        assertThat(found.getFirst()).isInstanceOf(Finding.Failure.class);
        assertThat(found.getLast()).isInstanceOf(Finding.Fine.class);
        assertThat(folder.resolve("sets")).isDirectoryNotContaining("glob:**/doctor-*");
    }

    @Test
    void whatIsExcludedIsNotLookedAtAndPatternsThatMatchNothingAreTold() throws IOException {
        Files.createFile(folder.resolve("uploads/pipe.tmp"));
        Files.writeString(folder.resolve("uploads/kept"), "x");

        var found = examine("""
                files: { uploads: uploads }
                exclude: ["*.tmp", "*.tpm"]
                """);

        assertThat(found)
                .contains(new Finding.Fine("files uploads", folder.resolve("uploads") + ": 1 file, 0 MB"))
                .filteredOn(finding -> finding.what().equals("exclude"))
                .containsExactly(new Finding.Warning(
                        "exclude",
                        "\"*.tpm\" matches nothing at present",
                        "Look whether it is written right: exclude in %s.".formatted(folder.resolve("upkeep.yml"))));
    }

    @Test
    void aStoreThatTheFirstBackupWillMakeIsFine() throws IOException {
        Files.delete(folder.resolve("sets"));

        assertThat(store(examine("")))
                .containsExactly(
                        new Finding.Fine("store", folder.resolve("sets") + " will be made by the first backup"));
        assertThat(folder.resolve("sets")).doesNotExist();
    }

    @Test
    void aStoreThatIsEmptyOrGoneAfterABackupIsAFailure() throws IOException {
        var doctor = doctor(examination(), true);

        assertThat(store(doctor.examine(app("")))).singleElement().satisfies(empty -> {
            assertThat(empty).isInstanceOf(Finding.Failure.class);
            assertThat(empty.detail()).endsWith("sets is empty, although vms was backed up before");
        });
        Files.delete(folder.resolve("sets"));
        assertThat(store(doctor.examine(app("")))).singleElement().satisfies(gone -> {
            assertThat(gone).isInstanceOf(Finding.Failure.class);
            assertThat(gone.detail()).isEqualTo("the store %s is not there".formatted(folder.resolve("sets")));
        });
    }

    @Test
    void aFolderThatIsFullOfSomethingElseIsNoStore() throws IOException {
        Files.writeString(folder.resolve("sets/holiday.jpg"), "x");

        assertThat(store(examine("")))
                .extracting(Finding::detail)
                .containsExactly(folder.resolve("sets") + " is not empty and not a store: it holds holiday.jpg");
    }

    private static List<Finding> store(List<Finding> found) {
        return found.stream().filter(finding -> finding.what().equals("store")).toList();
    }

    @Test
    void aStoreInsideWhatItKeepsIsAFailure() throws IOException {
        assertThat(examine("files: { all: . }"))
                .anyMatch(finding -> finding instanceof Finding.Failure
                        && finding.detail().endsWith("is inside files.all, and would back up itself"));
    }

    @Test
    void whatCouldNotBeLookedAtIsUnknown() throws IOException {
        var app = app("");
        var wrong = PostgresAddress.without("127.0.0.1", 1, "vms", USER);
        var closed = new PostgresExamination(wrong, wrong, connections, host);

        var found = doctor(closed).examine(app);

        assertThat(found)
                .anyMatch(finding -> finding instanceof Finding.Failure
                        && finding.what().equals("database")
                        && finding.detail().startsWith("could not connect to"));
        assertThat(found)
                .filteredOn(Finding.Unknown.class::isInstance)
                .extracting(Finding::what)
                .containsExactly("rights to back up", "rights to restore", "private server for proofs");
    }

    @Test
    void aSecretThatOthersCanReadIsAWarning() throws IOException {
        Files.writeString(folder.resolve("pw"), "geheim");
        Files.setPosixFilePermissions(
                folder.resolve("pw"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));

        var found = new SecretsExaminer().examine(app("").database());

        assertThat(found)
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Warning.class,
                        warning -> assertThat(warning.remedy())
                                .isEqualTo("Run: chmod 600 '%s'".formatted(folder.resolve("pw"))));
        assertThat(found.toString()).doesNotContain("geheim");
    }

    private List<Finding> examine(String more) throws IOException {
        return doctor(examination()).examine(app(more));
    }

    private Examination examination() {
        var address = new PostgresAddress(postgres.host(), postgres.port(), "vms", USER, () -> Optional.of("pw"));
        return new PostgresExamination(address, address, connections, host);
    }

    private static Doctor doctor(Examination examination) {
        return doctor(examination, false);
    }

    private static Doctor doctor(Examination examination, boolean wasBackedUp) {
        var trials = new TrialServers(new NoPrivateServers(), new LocalMachine());
        return new Doctor(ignored -> examination, DoctorIT::store, trials, app -> wasBackedUp, database -> List.of());
    }

    private static Store store(App app) {
        return DirectoryStore.open(app.backup().store().folder());
    }

    private App app(String more) throws IOException {
        var file = Files.writeString(folder.resolve("upkeep.yml"), """
                app: vms
                database: { engine: postgres, name: vms, user: backup, password: "file:pw" }
                backup: { store: sets }
                %s
                """.formatted(more));
        return Apps.read(file).one(Optional.empty());
    }

    /// A real one takes a second to start; one test is enough for that.
    private static final class NoPrivateServers implements PrivateServers {
        @Override
        public List<String> obstacles(String serverVersion) {
            return List.of("none in this test");
        }

        @Override
        public Optional<Path> place() {
            return Optional.empty();
        }

        @Override
        public PrivateServer start(String name, String serverVersion, Writing writing) {
            throw new IllegalStateException("none in this test");
        }

        @Override
        public List<String> names(String beginning) {
            return List.of();
        }

        @Override
        public void remove(String name) {}
    }
}
