package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ListedSet.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the store says about sets; needs nothing else, so it works with an empty state folder.
public final class SetCatalogue {
    private static final String MANIFEST = "/manifest.json";
    private static final int SECOND = "20261121T073501Z".length();

    /// Ids begin with the second in which the run began; within one the database's moment decides. A set whose manifest
    /// cannot be read stands last, so that "the newest" is never an older one in silence.
    private static final Comparator<ListedSet> OLDEST_FIRST = Comparator.comparing((ListedSet set) ->
                    set.name().substring(0, Math.min(SECOND, set.name().length())))
            .thenComparing(set -> set instanceof Known known ? known.taken() : Instant.MAX)
            .thenComparing(ListedSet::name);

    private final Store store;

    public SetCatalogue(Store store) {
        this.store = store;
    }

    static String folder(String app, String set) {
        return "sets/" + app + "/" + set;
    }

    static String manifestName(String app, String set) {
        return folder(app, set) + MANIFEST;
    }

    /// The names of all apps that have sets here.
    public List<String> apps() {
        try (var entries = store.list("sets/")) {
            return entries
                    .map(entry -> entry.name().split("/", -1)[1])
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .toList();
        }
    }

    /// Every set of the app, oldest first, those that cannot be read too.
    public List<ListedSet> sets(String app) {
        var folders = new TreeMap<String, List<String>>();
        try (var entries = store.list("sets/" + app + "/")) {
            entries.map(Entry::name).forEach(name -> {
                var parts = name.split("/", 4);
                if (parts.length == 4) {
                    folders.computeIfAbsent(parts[2], ignored -> new ArrayList<>())
                            .add(parts[3]);
                }
            });
        }
        return folders.entrySet().stream()
                .filter(each -> each.getValue().contains("manifest.json"))
                .map(each -> read(app, each))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private ListedSet read(String app, Map.Entry<String, List<String>> folder) {
        var set = folder.getKey();
        try {
            var manifest = manifest(app, set, manifestName(app, set));
            var proofs = folder.getValue().stream()
                    .filter(name -> name.startsWith("proofs/"))
                    .sorted(Comparator.naturalOrder())
                    .map(name -> json(folder(app, set) + "/" + name, Proof.class))
                    .toList();
            var held = folder.getValue().stream()
                    .filter("hold.json"::equals)
                    .map(name -> json(folder(app, set) + "/" + name, Hold.class))
                    .toList();
            return new Known(manifest, proofs, held);
        } catch (UpkeepException failed) {
            return switch (failed.problem().kind()) {
                case DAMAGED, REFUSED, NOT_FOUND -> new Unreadable(set, failed.problem());
                default -> throw failed;
            };
        }
    }

    /// @param at where the manifest lies: with the sets, or in the trash
    Manifest manifest(String app, String set, String at) {
        return ManifestFile.read(bytes(at), bytes(manifestName(app, set) + ".sha256"), app, set);
    }

    private <T> T json(String name, Class<T> type) {
        return Json.read(bytes(name), type, name);
    }

    private byte[] bytes(String name) {
        try (var in = store.open(name)) {
            return in.readAllBytes();
        } catch (IOException cause) {
            throw Json.damaged(name, String.valueOf(cause.getMessage()), cause);
        }
    }

    /// The newest set that can be read.
    public Optional<Known> newest(String app) {
        return sets(app).reversed().stream()
                .filter(Known.class::isInstance)
                .map(Known.class::cast)
                .findFirst();
    }

    /// @param prefix a set's whole id or an unmistakable beginning; empty or `latest` is the newest set
    /// @throws UpkeepException NOT_FOUND when none or several fit, DAMAGED or REFUSED when it cannot be read
    public Known find(String app, String prefix) {
        var sets = sets(app);
        if (sets.isEmpty()) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "the store " + store.address() + " has no set of " + app,
                    "Take one: upkeep backup " + app);
        }
        var newest = prefix.isEmpty() || prefix.equals("latest");
        var fitting = newest
                ? List.of(sets.getLast())
                : sets.stream().filter(set -> set.name().startsWith(prefix)).toList();
        if (fitting.size() != 1) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    (fitting.isEmpty() ? "no set" : "more than one set") + " of " + app + " begins with " + prefix,
                    "See them: upkeep backups " + app);
        }
        return switch (fitting.getFirst()) {
            case Known known -> known;
            case Unreadable(var ignored, var why) -> throw new UpkeepException(why);
        };
    }

    /// Records a proof; a later broken one withdraws the earlier ones. Nothing happens when the same run recorded the
    /// same before it was killed.
    public void record(String app, Proof proof) {
        new SetRecords(store).add(app, proof);
    }

    public void hold(String app, SetId set, Hold hold) {
        requireSet(app, set);
        store.put(folder(app, set.value()) + "/hold.json", Json.write(hold));
    }

    /// Nothing happens when it is not held.
    public void unhold(String app, SetId set) {
        requireSet(app, set);
        store.delete(folder(app, set.value()) + "/hold.json");
    }

    private void requireSet(String app, SetId set) {
        if (store.find(manifestName(app, set.value())).isEmpty()) {
            throw new UpkeepException(
                    Kind.NOT_FOUND, "there is no set " + set + " of " + app, "See them: upkeep backups " + app);
        }
    }
}
