package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.RowMerges;
import dev.upkeep.drivers.database.RowMergesContract;
import dev.upkeep.testkit.PrivateCluster;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresRowMergesIT extends RowMergesContract {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private MergeWorld world = new MergeWorld(postgres, "contract");

    @BeforeEach
    void tables() {
        world = MergeWorld.made(postgres, "contract", """
                CREATE TABLE "it's" (row text PRIMARY KEY); INSERT INTO "it's" VALUES ('b'), ('x');
                CREATE SCHEMA side; CREATE TABLE side."it's" (row text PRIMARY KEY);
                INSERT INTO side."it's" VALUES ('a'), ('b'), ('c'), ('d')""");
    }

    @Override
    protected RowMerges merges() {
        return world.merges();
    }

    @Override
    protected String table() {
        return "public.\"it's\"";
    }

    @Override
    protected List<String> liveRows() {
        return world.psql("SELECT row FROM \"it's\" ORDER BY 1").lines().toList();
    }
}
