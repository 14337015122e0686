package dev.upkeep.drivers.health;

import java.net.URI;
import java.util.Optional;

/// Asks an application once whether it is well.
@FunctionalInterface
public interface Health {
    /// @return why it is not well, in an operator's words; empty when it is
    /// @throws dev.upkeep.base.problem.UpkeepException CANCELLED when this thread is interrupted
    Optional<String> complaint(URI address);

    /// The address for people, without a query: that may hold a secret.
    static String named(URI address) {
        var text = address.toString();
        var query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?…";
    }
}
