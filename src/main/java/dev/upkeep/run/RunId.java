package dev.upkeep.run;

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

    @Override
    public String toString() {
        return value;
    }
}
