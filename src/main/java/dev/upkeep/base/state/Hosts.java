package dev.upkeep.base.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Whether two names of a server mean the same machine.
final class Hosts {
    private Hosts() {}

    static boolean areTheSame(String one, String other) {
        return one.equalsIgnoreCase(other)
                || (isHere(one) && isHere(other))
                || addresses(one).stream().anyMatch(addresses(other)::contains);
    }

    /// A socket's folder is of this machine too.
    private static boolean isHere(String host) {
        return host.startsWith("/") || addresses(host).stream().anyMatch(InetAddress::isLoopbackAddress);
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return host.startsWith("/") ? List.of() : Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
