package dev.upkeep.drivers.database.postgres;

import java.util.regex.Pattern;

/// Reads the versions that servers and programs print: `15.18`, `15.18 (Debian 15.18-0+deb12u1)`, `18beta1`.
final class ServerVersion {
    private static final Pattern MAJOR = Pattern.compile("^\\s*(\\d{1,4})");

    private ServerVersion() {}

    /// @throws IllegalArgumentException when it does not begin with a number
    static int major(String version) {
        var matcher = MAJOR.matcher(version);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not a PostgreSQL version: " + version);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
