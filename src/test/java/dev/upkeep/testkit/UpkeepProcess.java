package dev.upkeep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Upkeep in a JVM of its own, as an operator starts it, so that it can be killed. What it starts keeps running when it
/// is
/// killed, as after a real kill -9.
public final class UpkeepProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path output;
    private final Path errors;

    private UpkeepProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /// How a command ended.
    public record Ended(int exitCode, String output, String errors) {}

    /// Starts `upkeep WORDS…`.
    public static UpkeepProcess start(String... words) {
        return startWithHeap("256m", words);
    }

    /// @param heap the most that the JVM may use for objects, as `-Xmx` takes it
    public static UpkeepProcess startWithHeap(String heap, String... words) {
        return start(heap, Map.of(), words);
    }

    /// @param environment what it gets besides the usual
    public static UpkeepProcess startWith(Map<String, String> environment, String... words) {
        return start("256m", environment, words);
    }

    private static UpkeepProcess start(String heap, Map<String, String> environment, String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.upkeep.Upkeep"));
        command.addAll(List.of(words));
        try {
            var output = Files.createTempFile("upkeep-process", ".out");
            var errors = Files.createTempFile("upkeep-process", ".err");
            var builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            var path = System.getenv("PATH");
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of("PATH", path, "HOME", System.getProperty("user.home"), "LC_ALL", "C.UTF-8"));
            builder.environment().putAll(environment);
            return new UpkeepProcess(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `upkeep WORDS…` to its end.
    public static Ended run(String... words) {
        return runWithHeap("256m", words);
    }

    /// @param heap as for [#startWithHeap]
    public static Ended runWithHeap(String heap, String... words) {
        try (var upkeep = startWithHeap(heap, words)) {
            return upkeep.await();
        }
    }

    /// @param environment as for [#startWith]
    public static Ended runWith(Map<String, String> environment, String... words) {
        try (var upkeep = startWith(environment, words)) {
            return upkeep.await();
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /// SIGKILL for the JVM, and nothing else; waits until it is gone.
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /// SIGSTOP: it keeps what it holds, and does nothing until [#goOn].
    public void pause() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + name, e);
        }
    }

    public Ended await() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "upkeep did not end in %d s: %s".formatted(LIMIT_SECONDS, text(errors)));
            }
            return new Ended(process.exitValue(), text(output), text(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while upkeep ran", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
