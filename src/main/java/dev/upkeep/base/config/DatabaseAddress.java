package dev.upkeep.base.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A database as applications write it: `postgresql://user:password@host:port/name`, with `+driver` and `jdbc:` too.
/// Each part is decoded, and empty where it is not there.
///
/// @param make as written: `postgresql`, `postgres`, `mysql`, `sqlite`
/// @param host a folder where the server has a socket there
/// @param port digits
public record DatabaseAddress(String make, String user, String password, String host, String port, String name) {
    private static final int LONGEST = 4096;
    private static final Pattern WHOLE =
            Pattern.compile("(?:jdbc:)?([a-z0-9]+)(?:\\+[a-z0-9_]+)?:(?://(?:([^@]*)@)?([^/?@]*)(?:/|(?=\\?|$)))?"
                    + "([^?#@]*)(?:\\?([^#@]*))?");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:]+]|%2[fF][^:]*)(?::(\\d{1,5}))?");

    /// Empty when it is no address, or one that can be read in two ways: a `@` must be written `%40` in a password.
    public static Optional<DatabaseAddress> parse(String text) {
        var whole = WHOLE.matcher(text.length() > LONGEST ? "" : text.strip());
        if (!whole.matches()) {
            return Optional.empty();
        }
        var host = HOST.matcher(orEmpty(whole.group(3)));
        if (!host.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(
                    whole.group(1),
                    orEmpty(whole.group(2)),
                    host.group(1),
                    orEmpty(host.group(2)),
                    whole.group(4),
                    query(orEmpty(whole.group(5)))));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private static DatabaseAddress of(
            String make, String account, String host, String port, String name, Map<String, String> query) {
        var colon = account.indexOf(':');
        var user = colon < 0 ? account : account.substring(0, colon);
        var password = colon < 0 ? "" : account.substring(colon + 1);
        return new DatabaseAddress(
                make,
                user.isEmpty() ? query.getOrDefault("user", "") : decoded(user),
                password.isEmpty() ? query.getOrDefault("password", "") : decoded(password),
                host.isEmpty() ? query.getOrDefault("host", "") : decoded(host).replaceAll("[\\[\\]]", ""),
                port.isEmpty() ? query.getOrDefault("port", "") : port,
                decoded(name));
    }

    private static Map<String, String> query(String text) {
        var all = new HashMap<String, String>();
        for (var each : text.split("&")) {
            var equals = each.indexOf('=');
            if (equals > 0) {
                all.putIfAbsent(each.substring(0, equals), decoded(each.substring(equals + 1)));
            }
        }
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public String toString() {
        return "%s address, user %s, host %s".formatted(make, user, host);
    }
}
