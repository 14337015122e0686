package dev.upkeep.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Lets a backup run while a fault strikes, and waits for the moment to strike.
final class Meanwhile {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Meanwhile() {}

    static <T> CompletableFuture<T> doing(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception failed) {
                throw new CompletionException(failed);
            }
        });
    }

    /// Asks the place's database until the query has a row.
    ///
    /// @throws IllegalStateException when it has none in time: the fault was not played, and the test must say so
    static void until(Place place, String query) throws SQLException {
        try (var connection = place.connect();
                var statement = connection.prepareStatement(query)) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                try (var result = statement.executeQuery()) {
                    if (result.next()) {
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException("the fault was not played, nobody came: " + query);
    }
}
