package dev.upkeep.drivers.store.directory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.upkeep.drivers.store.Store.Move;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Forces and moves many files. Forcing waits for the disk, which serves several requests at once better than one
/// after the other (measured: one thread 0.54 ms per file, eight 0.22 ms).
final class Publishing {
    private static final int THREADS = 8;

    private final Root root;

    Publishing(Root root) {
        this.root = root;
    }

    void publish(List<Move> moves) throws IOException {
        forceAll(sources(moves));
        Set<Path> touched = new HashSet<>();
        for (var move : moves.subList(0, moves.size() - 1)) {
            touched.add(move(move));
        }
        forceAll(touched);
        Root.force(move(moves.getLast()));
    }

    private List<Path> sources(List<Move> moves) throws IOException {
        var sources = new ArrayList<Path>(moves.size());
        for (var move : moves) {
            var source = root.file(move.from());
            if (Files.isRegularFile(source, NOFOLLOW_LINKS)) {
                sources.add(source);
            }
        }
        return sources;
    }

    /// Returns the folder that was changed.
    private Path move(Move move) throws IOException {
        var target = root.fileInMadeFolders(move.to());
        try {
            Files.move(root.file(move.from()), target, ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            if (!Files.isRegularFile(target, NOFOLLOW_LINKS)) {
                throw gone;
            }
        }
        return Root.parentOf(target);
    }

    private static void forceAll(Collection<Path> files) throws IOException {
        try (var threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().factory())) {
            var forced = new ArrayList<Future<?>>();
            for (var each : files) {
                forced.add(threads.submit(() -> {
                    Root.force(each);
                    return each;
                }));
            }
            for (var each : forced) {
                await(each);
            }
        }
    }

    private static void await(Future<?> forced) throws IOException {
        try {
            forced.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new UncheckedIOException(new IOException(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }
}
