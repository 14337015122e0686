package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `verify` says when there was nothing to compare, or when this machine can't restore the set: never "proven",
/// never "broken".
final class UnprovableIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeEach
    void emptyDatabase() throws IOException {
        postgres.psql("DROP DATABASE IF EXISTS vms WITH (FORCE)");
        postgres.createDatabase("vms");
        world = CommandsWorld.in(temp, postgres);
    }

    @Test
    void aDatabaseWithoutTablesIsNotProvenBeyondItsDefinitions() {
        postgres.psql("vms", "CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1");
        var set = world.backup();

        var said = world.upkeep("verify").exits(5);

        assertThat(said.out())
                .contains("unknown  rows: 0 tables: the database held none at the set's moment, so there was no row to"
                        + " compare. Is database.name the right one?")
                .contains("ok       definitions: every definition is equal")
                .contains("Set %s can't be proven here beyond L4.".formatted(set));
        var proof =
                world.upkeep("backups", "--json").exits(0).json().get("sets").get(0);
        assertThat(proof.get("broken").asBoolean()).isFalse();
        world.upkeep("restore", "--into", "empty_again").exits(0);
    }

    @Test
    void tablesWithoutRowsAreProven() {
        postgres.psql("vms", "CREATE TABLE t (id int)");
        world.backup();

        assertThat(world.upkeep("verify").exits(0).out())
                .contains("rows: 0 rows of 1 table, every fingerprint equal")
                .contains("is proven at L5.");
    }

    @Test
    void aLocaleThatIsMissingHereMakesASetNotProvable() {
        postgres.psql("vms", """
                CREATE COLLATION far (LOCALE = 'C.UTF-8');
                CREATE TABLE t (word text COLLATE far);
                UPDATE pg_collation SET collcollate = 'xx_XX.utf8', collctype = 'xx_XX.utf8' WHERE collname = 'far';
                """);
        var set = world.backup();

        assertThat(world.upkeep("verify").exits(5).out())
                .contains("could not create locale \"xx_XX.utf8\"")
                .contains("Set %s can't be proven here beyond L1.".formatted(set));
        assertThat(world.upkeep("restore", "--into", "far_again").exits(5).words())
                .contains("COLLATION public.far: could not create locale \"xx_XX.utf8\"");
    }
}
