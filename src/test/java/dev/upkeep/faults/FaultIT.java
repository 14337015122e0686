package dev.upkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Plays every fault and keeps docs/reference/faults.md true. `-Dfaults.page=write` writes the page anew;
/// `-Dfaults.only=word` plays only those whose title has the word.
final class FaultIT {
    @RegisterExtension
    static final PrivateCluster cluster = new PrivateCluster();

    private static final String OTHER =
            "what was seen is not what docs/reference/faults.md says; write it anew with -Dfaults.page=write";

    private final Map<Act, Seen> controls = new HashMap<>();
    private final List<FaultPage.Played> played = new ArrayList<>();
    private int places;

    @BeforeAll
    static void prepare() {
        Place.prepare(cluster);
    }

    @TestFactory
    Stream<DynamicTest> everyFaultBitesTheScriptAndNotUpkeep() {
        var only = System.getProperty("faults.only", "");
        var faults = Stream.of(
                        DumpFaults.all(),
                        StoreFaults.all(),
                        RestoreFaults.all(),
                        ReplaceFaults.all(),
                        RetentionFaults.all(),
                        FileFaults.all(),
                        InPlaceFaults.all())
                .flatMap(List::stream)
                .filter(fault -> fault.title().contains(only))
                .toList();
        var tests = faults.stream().map(fault -> DynamicTest.dynamicTest(fault.title(), () -> play(fault)));
        var page = DynamicTest.dynamicTest("the page says what was seen", () -> thePageSaysWhatWasSeen(faults.size()));
        return only.isEmpty() ? Stream.concat(tests, Stream.of(page)) : tests;
    }

    private void play(Fault fault) throws Exception {
        var all = new FaultPage.Played(
                fault,
                control(fault.guideWithout()),
                scene(fault.guideWith()),
                control(fault.upkeepWithout()),
                scene(fault.upkeepWith()));
        played.add(all);
        assertThat(all.guideWithout().verdict())
                .as("the script without the fault: " + all.guideWithout())
                .isEqualTo(Seen.Verdict.RIGHT);
        assertThat(all.guideWith().verdict())
                .as("the fault bites the script: " + all.guideWith())
                .isNotEqualTo(Seen.Verdict.RIGHT);
        assertThat(all.upkeepWithout().verdict())
                .as("Upkeep without the fault: " + all.upkeepWithout())
                .isEqualTo(Seen.Verdict.RIGHT);
        assertThat(all.upkeepWith().verdict())
                .as("Upkeep with the fault: " + all.upkeepWith())
                .isEqualTo(fault.expected());
    }

    /// Several faults share a control; it is played once.
    private Seen control(Act act) throws Exception {
        var seen = controls.get(act);
        if (seen == null) {
            seen = scene(act);
            controls.put(act, seen);
        }
        return seen;
    }

    private Seen scene(Act act) throws Exception {
        try (var place = new Place(cluster, ++places)) {
            return act.play(place);
        }
    }

    /// A fault that only root can play (a full disk) is left out for others; then the page is compared fault by fault.
    private void thePageSaysWhatWasSeen(int faults) throws Exception {
        Files.writeString(Path.of("target/faults.md"), FaultPage.whole(played));
        if (played.size() == faults && "write".equals(System.getProperty("faults.page"))) {
            Files.writeString(FaultPage.PAGE, FaultPage.whole(played));
        }
        for (var each : played) {
            assertThat(FaultPage.committed()).as(OTHER).contains(FaultPage.section(each));
        }
        if (played.size() == faults) {
            assertThat(FaultPage.committed()).as(OTHER).isEqualTo(FaultPage.whole(played));
        }
    }
}
