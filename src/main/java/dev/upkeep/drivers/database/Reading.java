package dev.upkeep.drivers.database;

/// What was seen while rows streamed by.
///
/// @param bytes of the plain stream
public record Reading(long rows, Fingerprint fingerprint, long bytes) {
    public static final Reading NOTHING = new Reading(0, Fingerprint.EMPTY, 0);

    public Reading plus(Reading other) {
        return new Reading(rows + other.rows, fingerprint.plus(other.fingerprint), bytes + other.bytes);
    }
}
