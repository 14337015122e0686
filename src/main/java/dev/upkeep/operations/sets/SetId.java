package dev.upkeep.operations.sets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.upkeep.run.RunId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// Names a set: the UTC time and the random digits of the run that made it. Ordered by time.
///
/// @param value for example `20261121T073501Z-4f2a9c`
public record SetId(@JsonValue String value) implements Comparable<SetId> {
    private static final Pattern SHAPE = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{6}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    public SetId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a set's id: " + value);
        }
    }

    @JsonCreator
    public static SetId parse(String value) {
        return new SetId(value);
    }

    public static SetId of(RunId run) {
        var parts = run.value().split("-", -1);
        return new SetId(parts[0] + "T" + parts[1] + "Z-" + parts[2]);
    }

    public static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    /// When its run began, by Upkeep's clock.
    public Instant begun() {
        return LocalDateTime.parse(value.substring(0, 16), TIME).toInstant(ZoneOffset.UTC);
    }

    @Override
    public int compareTo(SetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
