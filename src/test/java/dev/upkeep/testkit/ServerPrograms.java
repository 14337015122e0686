package dev.upkeep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The programs of the newest PostgreSQL on this machine, and the ordinary account that its server must run as.
///
/// @param bin where `initdb` is
/// @param account the system account of the server: our own, or `postgres` or `nobody` when we are root
record ServerPrograms(Path bin, String account) {
    static ServerPrograms newest() {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            var bin = versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(version ->
                            Integer.parseInt(version.getFileName().toString().replaceAll("\\D", "0"))))
                    .orElseThrow(() -> new IllegalStateException("no PostgreSQL server below /usr/lib/postgresql"));
            return new ServerPrograms(bin.resolve("bin"), serverAccount());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String serverAccount() {
        var own = System.getProperty("user.name");
        if (!own.equals("root")) {
            return own;
        }
        try (var accounts = Files.lines(Path.of("/etc/passwd"))) {
            return accounts.anyMatch(line -> line.startsWith("postgres:")) ? "postgres" : "nobody";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return its standard output
    /// @throws IllegalStateException with its standard error when it does not end with 0 in time
    String runAsAccount(List<String> words, Duration limit) {
        return run(inAccount(words), Map.of(), "", limit);
    }

    private List<String> inAccount(List<String> words) {
        if (System.getProperty("user.name").equals(account)) {
            return words;
        }
        var all = new ArrayList<>(List.of("setpriv", "--reuid=" + account, "--regid=" + group(), "--clear-groups"));
        all.add(bin.resolve(words.getFirst()).toString());
        all.addAll(words.subList(1, words.size()));
        return all;
    }

    private String group() {
        try {
            return new ProcessBuilder("id", "-gn", account)
                    .start()
                    .inputReader()
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Standard streams go through files: a server that was started keeps them open, and nobody waits for it.
    String run(List<String> words, Map<String, String> environment, String input, Duration limit) {
        try {
            var in = Files.createTempFile("upkeep-test", ".in");
            var out = Files.createTempFile("upkeep-test", ".out");
            var err = Files.createTempFile("upkeep-test", ".err");
            try {
                Files.writeString(in, input);
                return run(words, environment, in, out, err, limit);
            } finally {
                for (var file : List.of(in, out, err)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + words, e);
        }
    }

    private String run(List<String> words, Map<String, String> environment, Path in, Path out, Path err, Duration limit)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words)
                .directory(Path.of("/").toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        var path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().put("PATH", bin + ":" + path);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException(words.getFirst() + " did not end in " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("%s ended with %d: %s"
                    .formatted(words, process.exitValue(), Files.readString(err, StandardCharsets.UTF_8)));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
