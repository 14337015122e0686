package dev.upkeep.faults;

import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// An application with sets, on which Upkeep is killed again and again; knows what may be there and what may not.
final class KillWorld implements AutoCloseable {
    static final List<String> VERBS = List.of("backup", "verify", "restore", "prune");

    private static final List<String> ENDS = List.of("done", "rolled_back");

    private final Place place;
    private final UpkeepHere upkeep;
    private final Map<String, Duration> usual = new HashMap<>();
    private int restores;

    KillWorld(Place place) throws Exception {
        this.place = place;
        this.upkeep = new UpkeepHere(place).keep("{ last: 2, level: L1, grace: 0s }");
        DumpFaults.addPhotos(place);
        var random = new Random(3);
        for (var number = 0; number < 50; number++) {
            var bytes = new byte[20_000];
            random.nextBytes(bytes);
            Files.write(place.uploads().resolve(number + ".jpg"), bytes);
        }
        for (var verb : VERBS) {
            var began = System.nanoTime();
            var ended = UpkeepProcess.run(words(verb));
            if (ended.exitCode() != 0) {
                throw new IllegalStateException(verb + " fails without being killed: " + ended.errors());
            }
            usual.put(verb, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// How long the verb takes when nobody kills it.
    Duration usual(String verb) {
        return usual.getOrDefault(verb, Duration.ofSeconds(1));
    }

    /// The command line; what it works on changes a little each time, so that there is something to write.
    String[] words(String verb) throws IOException {
        place.sql("UPDATE volunteers SET name = name || '.' WHERE id % 7 = 0");
        var words = new ArrayList<>(List.of(verb, "vms"));
        if (verb.equals("restore")) {
            words.addAll(List.of("--into", place.willMake("kill_%d".formatted(++restores))));
        }
        words.addAll(List.of("--config", upkeep.settings().toString(), "--state", place.folder() + "/state"));
        return words.toArray(String[]::new);
    }

    /// Before anything was cleaned: what is listed can be read to its last byte.
    List<String> listedSetsThatAreNotWhole() throws IOException {
        var broken = new ArrayList<String>();
        for (var set : upkeep.run("backups").json().path("sets")) {
            if (set.has("unreadable") || set.path("broken").asBoolean()) {
                broken.add(set.toString());
            }
        }
        return broken;
    }

    /// Every set that is listed at the end proves at L1.
    List<String> setsThatDoNotProve() throws IOException {
        var broken = new ArrayList<String>();
        for (var set : upkeep.sets()) {
            var answer = upkeep.run("verify", "vms", set, "--level", "L1");
            if (answer.exitCode() != 0) {
                broken.add(set + ": " + answer.errors());
            }
        }
        return broken;
    }

    /// The next command takes up what was killed, and proves the newest set.
    void nextCommand(String description) throws IOException {
        var answer = upkeep.run("verify", "vms", "--level", "L1");
        if (answer.exitCode() != 0) {
            throw new AssertionError(
                    "%s: the next command: %s%n%s".formatted(description, upkeep.words(answer), answer.errors()));
        }
    }

    /// Whatever carries the name of a run that has ended: processes, folders, databases, staging, locks.
    List<String> leftovers() throws IOException {
        var left = new ArrayList<String>();
        for (var run : runs("").stream().limit(3).toList()) {
            var id = run.path("run").asString();
            processes(id, left);
            named(Path.of("/var/tmp"), id, left);
            named(Path.of("/tmp"), id, left);
            named(place.folder().resolve("state"), id, left);
        }
        for (var folder : List.of("staging", "locks")) {
            named(upkeep.store().resolve(folder), "", left);
        }
        for (var name : databases()) {
            if (name.contains("upkeep")) {
                left.add("database " + name);
            }
        }
        return left;
    }

    private static void processes(String id, List<String> left) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var words = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
                    if (words.contains(id)
                            && !process.endsWith(
                                    Long.toString(ProcessHandle.current().pid()))) {
                        left.add("process " + words);
                    }
                } catch (IOException ended) {
                    // A process that ended while we looked is not left.
                }
            }
        }
    }

    private static void named(Path folder, String id, List<String> left) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (file.getFileName().toString().contains(id)) {
                    left.add(file.toString());
                }
            }
        }
    }

    private List<String> databases() {
        return place.cluster().psql("SELECT datname FROM pg_database").lines().toList();
    }

    /// What the journal says of the killed run, against what is there.
    ///
    /// @param runsBefore how many the journal knew before; a process that died early has left none
    List<String> lies(String verb, int runsBefore) throws Exception {
        var lies = new ArrayList<String>();
        var runs = runs(verb);
        runs.forEach(run -> {
            if (!ENDS.contains(run.path("outcome").asString())) {
                lies.add("not ended: " + run);
            }
        });
        var newest = runs.size() > runsBefore ? runs.getFirst() : null;
        var done = newest != null && newest.path("outcome").asString().equals("done");
        if (verb.equals("backup") && newest != null) {
            var digits = newest.path("run").asString().substring(16);
            if (done != upkeep.sets().stream().anyMatch(set -> set.endsWith(digits))) {
                lies.add("the backup is said to be " + newest.path("outcome") + ", listed are " + upkeep.sets());
            }
        }
        if (verb.equals("restore")) {
            restored(done, lies);
        }
        return lies;
    }

    private void restored(boolean done, List<String> lies) throws Exception {
        var name = "kill_" + restores;
        if (done != place.exists(name)) {
            lies.add("database %s %s, but the restore is said to be %s"
                    .formatted(name, place.exists(name) ? "is there" : "is not there", done ? "done" : "not done"));
        } else if (done) {
            place.content().lostIn(place.content(name)).stream()
                    .filter(line -> !line.equals("volunteers has all 2000 rows, but not their content"))
                    .forEach(lies::add);
        }
        place.sql("DROP DATABASE IF EXISTS %s".formatted(name));
    }

    /// How many runs were killed in the middle and taken back: none would mean that the kills missed.
    long takenBack() throws IOException {
        return runs("").stream()
                .filter(run -> run.path("outcome").asString().equals("rolled_back"))
                .count();
    }

    int count(String verb) throws IOException {
        return runs(verb).size();
    }

    private List<JsonNode> runs(String verb) throws IOException {
        var runs = new ArrayList<JsonNode>();
        for (var run : upkeep.run("runs", "--last", "1000").json().path("runs")) {
            if (verb.isEmpty() || run.path("verb").asString().equals(verb)) {
                runs.add(run);
            }
        }
        return runs;
    }

    @Override
    public void close() throws IOException {
        place.close();
    }
}
