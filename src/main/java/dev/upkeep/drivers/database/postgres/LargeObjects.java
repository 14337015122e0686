package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObjectManager;

/// Counts and fingerprints large objects, piece by piece, whatever their size. One's hash is SHA-256 over its
/// number in decimal digits, a line end, and its bytes; holes read as zeroes. Numbers are asked for a page at a
/// time.
final class LargeObjects {
    private static final int PIECE = 1 << 18;

    private final Connection connection;
    private final byte[] buffer = new byte[PIECE];

    LargeObjects(Connection connection) {
        this.connection = connection;
    }

    static boolean exist(Connection connection) throws SQLException {
        return Rows.one(connection, "SELECT EXISTS (SELECT FROM pg_largeobject_metadata)", row -> row.getBoolean(1));
    }

    Reading read() throws SQLException, IOException {
        var sum = Reading.NOTHING;
        for (var page = page(0); !page.isEmpty(); page = page(page.getLast())) {
            for (var number : page) {
                sum = sum.plus(read(number));
            }
        }
        return sum;
    }

    private List<Long> page(long after) throws SQLException {
        return Rows.list(
                connection,
                "SELECT oid FROM pg_largeobject_metadata WHERE oid > %d ORDER BY oid LIMIT 1000".formatted(after),
                row -> row.getLong(1));
    }

    private Reading read(long number) throws SQLException {
        var hash = sha256();
        hash.update((number + "\n").getBytes(StandardCharsets.US_ASCII));
        var bytes = 0L;
        try (var object =
                connection.unwrap(PGConnection.class).getLargeObjectAPI().open(number, LargeObjectManager.READ)) {
            for (var count = object.read(buffer, 0, PIECE); count > 0; count = object.read(buffer, 0, PIECE)) {
                hash.update(buffer, 0, count);
                bytes += count;
            }
        }
        return new Reading(1, Fingerprint.ofDigest(hash.digest()), bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
