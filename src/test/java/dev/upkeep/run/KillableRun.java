package dev.upkeep.run;

import dev.upkeep.base.state.State;
import dev.upkeep.base.time.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A process of its own for [RunKillIT]: performs a run whose second step says that it is halfway and then waits to
/// be killed. The steps make files in a folder, which survive the process.
record KillableRun(Path world) implements Procedure<String> {
    static final Claim APP = new Claim("app", "vms", true);

    /// @param arguments the state folder and the world's folder
    public static void main(String[] arguments) {
        try (var state = State.open(Path.of(arguments[0]))) {
            var clock = SystemClock.utc();
            new Runner(
                            new KeptJournal(state, new LocalMachine(), clock),
                            Timing.real(clock),
                            Watcher.NOBODY,
                            new Stop())
                    .run(new KillableRun(Path.of(arguments[1])), RunId::toString, RunRequest.of("vms", "a test", APP));
        }
    }

    @Override
    public String verb() {
        return "make files";
    }

    @Override
    public List<Step<String>> steps() {
        return List.of(new FileStep("first", false), new FileStep("second", true));
    }

    @Override
    public String write(String state) {
        return "\"" + state + "\"";
    }

    @Override
    public String read(String json) {
        return json.replace("\"", "");
    }

    private final class FileStep implements Step<String> {
        private final String name;
        private final boolean waits;

        private FileStep(String name, boolean waits) {
            this.name = name;
            this.waits = waits;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String perform(String state, RunContext context) {
            try {
                Files.createFile(world.resolve(name + "-" + context.run()));
                if (waits) {
                    context.note("halfway");
                    new CountDownLatch(1).await();
                }
                return state;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void undo(String state, RunContext context) {
            try {
                Files.deleteIfExists(world.resolve(name + "-" + state));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
