package dev.upkeep.base.state;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.StatePlace.Server;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the address of a state on a server. What it refuses it does not repeat: there may be a password in it.
final class StateAddress {
    private static final String BEGINNING = "jdbc:postgresql://";
    private static final Pattern ADDRESS = Pattern.compile("(jdbc:.*|[A-Za-z][A-Za-z0-9+.-]*://.*)");
    private static final int USUAL_PORT = 5432;
    private static final Set<String> TLS = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");
    private static final String EXAMPLE = "For example: --state 'jdbc:postgresql://db.example:5432/upkeep?user=upkeep'";

    private StateAddress() {}

    /// Whether it looks like an address; a folder with such a name is written `./jdbc:…`.
    static boolean isOne(String words) {
        return ADDRESS.matcher(words).matches();
    }

    static Server read(String words) {
        if (!words.startsWith(BEGINNING)) {
            throw wrong("is neither a folder nor a PostgreSQL address");
        }
        var address = parsed(words.substring("jdbc:".length()));
        var parameters = parameters(address.getRawQuery());
        if (parameters.keySet().stream().anyMatch("password"::equalsIgnoreCase) || address.getRawUserInfo() != null) {
            throw secretInSight();
        }
        var host = address.getHost();
        var database = address.getPath() == null ? "" : address.getPath().replaceFirst("^/", "");
        if (host == null || database.isEmpty()) {
            throw wrong("lacks host or database");
        }
        var user = parameters.remove("user");
        requireKnown(parameters);
        return new Server(
                host,
                address.getPort() < 0 ? USUAL_PORT : address.getPort(),
                database,
                user == null ? System.getProperty("user.name", "upkeep") : user,
                parameters);
    }

    private static URI parsed(String words) {
        try {
            return new URI(words);
        } catch (URISyntaxException wrong) {
            throw wrong("can't be read");
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new TreeMap<String, String>();
        for (var each : query == null ? new String[0] : query.split("&", -1)) {
            var parts = each.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw wrong("can't be read");
        }
    }

    private static void requireKnown(Map<String, String> parameters) {
        for (var name : parameters.keySet()) {
            if (!TLS.contains(name)) {
                throw wrong("has the parameter \"%s\"; there are only user, sslmode, sslrootcert, sslcert and sslkey"
                        .formatted(name));
            }
        }
    }

    private static UpkeepException wrong(String what) {
        return new UpkeepException(Kind.USAGE, "the address after --state " + what, EXAMPLE);
    }

    private static UpkeepException secretInSight() {
        return new UpkeepException(
                Kind.USAGE,
                "the address after --state has a password in it, which everybody on this machine can see",
                "Change that password, put the new one into the environment variable %s or into ~/.pgpass, and leave it out. %s"
                        .formatted(StatePassword.VARIABLE, EXAMPLE));
    }
}
