package dev.upkeep.drivers.database;

import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeRowMerges;
import dev.upkeep.testkit.FakeSideTables;
import dev.upkeep.testkit.Plug;
import java.util.List;

final class FakeRowMergesTest extends RowMergesContract {
    private final FakeDatabase live = new FakeDatabase().with("t", List.of("b", "x"));
    private final FakeSideTables sides = new FakeSideTables();
    private final FakeRowMerges merges = new FakeRowMerges(live, sides);

    FakeRowMergesTest() {
        sides.add(SIDE);
        sides.content(SIDE).with("t", List.of("a", "b", "c", "d"));
    }

    @Override
    protected RowMerges merges() {
        return merges.by(Plug.neverPulled());
    }

    @Override
    protected String table() {
        return "t";
    }

    @Override
    protected List<String> liveRows() {
        return live.rows("t").stream().sorted().toList();
    }
}
