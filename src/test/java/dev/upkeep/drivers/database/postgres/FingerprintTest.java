package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.database.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Tables of random rows, the same every time.
final class FingerprintTest {
    private static final List<String> EDGES = List.of(
            "",
            "\\N",
            "0",
            "-0",
            "NaN",
            "Infinity",
            "-Infinity",
            "infinity",
            "-infinity",
            "\\\\N",
            "\\t",
            " ",
            "1e-37");
    private static final int TABLES = 300;

    @Test
    void theOrderOfRowsDoesNotMatter() {
        eachTable((rows, random) -> {
            var shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            assertThat(of(shuffled)).isEqualTo(of(rows));
        });
    }

    @Test
    void theSumOfPiecesIsTheTable() {
        eachTable((rows, random) -> {
            var cut = random.nextInt(rows.size() + 1);
            assertThat(of(rows.subList(0, cut)).plus(of(rows.subList(cut, rows.size()))))
                    .isEqualTo(of(rows));
        });
    }

    @Test
    void aChangedValueIsSeen() {
        eachTable((rows, random) -> {
            var changed = new ArrayList<>(rows);
            var at = random.nextInt(rows.size());
            changed.set(at, rows.get(at) + "x");
            assertThat(of(changed)).isNotEqualTo(of(rows));
        });
    }

    @Test
    void aLostRowIsSeen() {
        eachTable((rows, random) -> {
            var fewer = new ArrayList<>(rows);
            fewer.remove(random.nextInt(rows.size()));
            assertThat(of(fewer)).isNotEqualTo(of(rows));
        });
    }

    @Test
    void aRowThatIsThereTwiceOrThriceIsSeen() {
        eachTable((rows, random) -> {
            var more = new ArrayList<>(rows);
            var doubled = rows.get(random.nextInt(rows.size()));
            more.add(doubled);
            assertThat(of(more)).isNotEqualTo(of(rows));
            more.add(doubled);
            assertThat(of(more)).isNotEqualTo(of(rows));
        });
    }

    @Test
    void valuesSwappedBetweenRowsAreSeen() {
        assertThat(of(List.of("1\ta", "2\tb"))).isNotEqualTo(of(List.of("1\tb", "2\ta")));
    }

    @Test
    void valuesSwappedBetweenColumnsAreSeen() {
        assertThat(of(List.of("a\tb"))).isNotEqualTo(of(List.of("b\ta")));
        assertThat(of(List.of("a\t"))).isNotEqualTo(of(List.of("\ta")));
    }

    @Test
    void edgesOfValuesDiffer() {
        assertThat(EDGES.stream().map(value -> of(List.of(value))).distinct()).hasSameSizeAs(EDGES);
    }

    @Test
    void theSumCarries() {
        var most = new Fingerprint(0, -1);
        assertThat(most.plus(new Fingerprint(0, 1))).isEqualTo(new Fingerprint(1, 0));
        assertThat(new Fingerprint(-1, -1).plus(new Fingerprint(0, 1))).isEqualTo(Fingerprint.EMPTY);
        assertThat(Fingerprint.parse(most.toString())).isEqualTo(most).hasToString("0000000000000000ffffffffffffffff");
    }

    @Test
    void aRowsHashIsTheBeginningOfItsSha256() {
        assertThat(of(List.of("abc"))).hasToString("ba7816bf8f01cfea414140de5dae2223");
    }

    private static void eachTable(Fact fact) {
        for (var seed = 0; seed < TABLES; seed++) {
            var random = new Random(seed);
            fact.holds(rows(random), random);
        }
    }

    private static List<String> rows(RandomGenerator random) {
        var rows = new ArrayList<String>();
        for (var i = random.nextInt(1, 40); i > 0; i--) {
            rows.add(value(random) + "\t" + value(random));
        }
        return rows;
    }

    private static String value(RandomGenerator random) {
        return random.nextBoolean() ? EDGES.get(random.nextInt(EDGES.size())) : Long.toString(random.nextLong(10));
    }

    private static Fingerprint of(List<String> rows) {
        var hash = new RowHash();
        for (var row : rows) {
            var bytes = ("<" + row + "\n").getBytes(StandardCharsets.UTF_8);
            hash.add(bytes, 1, bytes.length - 2);
        }
        assertThat(hash.rows()).isEqualTo(rows.size());
        return hash.sum();
    }

    @FunctionalInterface
    private interface Fact {
        void holds(List<String> rows, Random random);
    }
}
