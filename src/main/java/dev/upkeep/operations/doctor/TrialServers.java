package dev.upkeep.operations.doctor;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Warning;
import dev.upkeep.run.Machine;
import dev.upkeep.run.Owner;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Private servers that the doctor starts for a moment, because only that shows that they start. Their names tell the
/// process, so that the next doctor finds and removes what a killed one left behind. For one thread.
public final class TrialServers {
    private static final String BEGINNING = "doctor-";
    private static final Pattern NAME = Pattern.compile("doctor-([0-9a-z]+)-([0-9a-z]+)-([0-9a-z]+)-([0-9a-z]+)");

    private final PrivateServers servers;
    private final Machine machine;

    public TrialServers(PrivateServers servers, Machine machine) {
        this.servers = servers;
        this.machine = machine;
    }

    /// Why the database could not be restored into a private server here; empty when it could.
    List<String> obstacles(DatabaseDescription outline) {
        var before = servers.obstacles(outline.serverVersion());
        if (!before.isEmpty()) {
            return before;
        }
        var name = name(machine.self());
        try (var server = servers.start(name, outline.serverVersion())) {
            return server.obstacles(outline);
        } finally {
            servers.remove(name);
        }
    }

    /// Removes those whose process is gone.
    List<Finding> sweep() {
        return servers.names(BEGINNING).stream()
                .filter(name -> owner(name).map(machine::gone).orElse(false))
                .map(this::remove)
                .toList();
    }

    private Finding remove(String name) {
        var what = "private servers left behind";
        try {
            servers.remove(name);
            return new Fine(what, "removed %s of a doctor that was killed".formatted(name));
        } catch (UpkeepException failure) {
            return new Warning(
                    what, failure.problem().message(), failure.problem().hint());
        }
    }

    static String name(Owner owner) {
        return BEGINNING
                + String.join(
                        "-",
                        Long.toString(owner.pid(), Character.MAX_RADIX),
                        Long.toString(owner.born(), Character.MAX_RADIX),
                        boot(owner),
                        plain(owner.space()));
    }

    /// The process in a name; nothing when its number counts in another space, where we can't see it. After a restart
    /// of the machine every process is gone, whatever its space was.
    private Optional<Owner> owner(String name) {
        var parts = NAME.matcher(name);
        var self = machine.self();
        if (!parts.matches()) {
            return Optional.empty();
        }
        var sameBoot = parts.group(3).equals(boot(self));
        if (sameBoot && !parts.group(4).equals(plain(self.space()))) {
            return Optional.empty();
        }
        var pid = Long.parseLong(parts.group(1), Character.MAX_RADIX);
        var born = Long.parseLong(parts.group(2), Character.MAX_RADIX);
        return Optional.of(new Owner(self.host(), sameBoot ? self.boot() : parts.group(3), self.space(), pid, born));
    }

    private static String boot(Owner owner) {
        var whole = plain(owner.boot());
        return whole.substring(0, Math.min(8, whole.length()));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
    }
}
