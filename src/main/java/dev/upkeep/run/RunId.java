package dev.upkeep.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names one execution; chosen before anything is done, so that whatever it makes can carry its name.
///
/// @param value for example `20261121-073501-4f2a9c`: UTC time and 24 random bits; of `[a-z0-9-]` only
public record RunId(String value) {
    private static final Pattern SHAPE = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{6}");

    public RunId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a run's id: " + value);
        }
    }

    /// An id of this moment.
    public static RunId random(Instant now) {
        var time = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
        return new RunId("%s-%06x".formatted(time.format(now), new SecureRandom().nextInt(1 << 24)));
    }

    @Override
    public String toString() {
        return value;
    }
}
