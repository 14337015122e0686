package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.testkit.PrivateCluster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// In random schemas with cycles, after random losses, exactly the missing rows and what they need come back, and
/// the undo takes exactly these out again. `-Dmerge.seed=N` tries one again.
final class RandomMergeIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @Test
    void exactlyTheMissingRowsAndWhatTheyReferToComeBackAndTheUndoTakesThemOut() {
        random(Long.getLong("merge.seed", 1), 5);
    }

    @Test
    @Tag("long")
    void alsoInFiveHundredOtherSchemas() {
        random(1000, 500);
    }

    private static void random(long first, int times) {
        var world = MergeWorld.made(postgres, "random", "");
        for (var seed = first; seed < first + times; seed++) {
            check(world, seed, new MergeModel(seed));
        }
    }

    private static void check(MergeWorld world, long seed, MergeModel model) {
        world.psql(model.sql());
        var random = new Random(seed);
        var children = random.nextBoolean();
        var chosen = new HashSet<>(List.of(random.nextInt(model.tables())));
        chosen.add(random.nextInt(model.tables()));
        var names = new TreeSet<String>();
        chosen.forEach(table -> names.add("public." + MergeModel.name(table)));
        var before = content(world, model, "public");
        var expected = model.expected(chosen, children);
        var order = world.order(
                new MergeOrder("side", List.copyOf(names), List.of(), "", List.of(), children, random.nextBoolean()));

        var planned = world.merges().missing(order);
        assertThat(content(world, model, "public")).as("seed " + seed).isEqualTo(before);
        var merged = world.merge(order);

        assertThat(merged.rows()).isEqualTo(planned);
        var wanted = new ArrayList<>(before);
        for (var row : content(world, model, "side")) {
            var words = row.split(" ", 3);
            if (expected.getOrDefault(Integer.valueOf(words[0]), List.of()).contains(Integer.valueOf(words[1]))) {
                wanted.add(row);
            }
        }
        assertThat(content(world, model, "public")).as("seed " + seed).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(world.takeOut(merged.record())).isEqualTo(planned.rows());
        assertThat(content(world, model, "public"))
                .as("undo of seed " + seed)
                .containsExactlyInAnyOrderElementsOf(before);
        world.merges().putBack("taken", merged.record());
        assertThat(content(world, model, "public")).as("put back").containsExactlyInAnyOrderElementsOf(wanted);
    }

    /// A line for each row: table, id, everything in it.
    private static List<String> content(MergeWorld world, MergeModel model, String schema) {
        var all = IntStream.range(0, model.tables())
                .mapToObj(table ->
                        "SELECT format('%%s %%s %%s', %d, id, replace(t::text, E'\\n', '~')) AS line FROM %s.%s t"
                                .formatted(table, schema, MergeModel.name(table)))
                .collect(Collectors.joining(" UNION ALL "));
        return world.psql(all + " ORDER BY 1").lines().toList();
    }
}
