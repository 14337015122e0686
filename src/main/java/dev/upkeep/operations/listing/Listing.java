package dev.upkeep.operations.listing;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.retention.Prune;
import dev.upkeep.operations.retention.Verdict;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.StoreHome;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `upkeep backups`: every set, the newest first, with the reason why prune would keep or remove it.
public final class Listing {
    private final Store store;
    private final Prune prune;

    public Listing(Store store, Prune prune) {
        this.store = store;
        this.prune = prune;
    }

    /// @param keep whether the next prune would keep it
    /// @param why in an operator's words
    public record Row(ListedSet set, boolean keep, String why) {}

    /// @throws UpkeepException UNREACHABLE when there is no store
    public List<Row> rows(String app) {
        new StoreHome(store).open();
        var verdicts = verdicts(app);
        return new SetCatalogue(store)
                .sets(app).reversed().stream().map(set -> row(set, verdicts)).toList();
    }

    /// Nothing when prune refuses altogether, because one manifest can't be read.
    private Map<String, Verdict> verdicts(String app) {
        try {
            return prune.plan(app).stream().collect(Collectors.toMap(Verdict::id, verdict -> verdict));
        } catch (UpkeepException refused) {
            if (refused.problem().kind() == Kind.REFUSED) {
                return Map.of();
            }
            throw refused;
        }
    }

    private static Row row(ListedSet set, Map<String, Verdict> verdicts) {
        var verdict = verdicts.get(set.name());
        return verdict == null
                ? new Row(set, true, "prune refuses while a manifest can't be read")
                : new Row(set, verdict.keep(), verdict.why());
    }
}
