package dev.upkeep.app;

import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.Value;
import dev.upkeep.base.config.Value.Bad;
import dev.upkeep.base.config.Value.Good;
import dev.upkeep.base.config.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads [ServiceSettings] from the keys of an app's file.
final class ServiceReader {
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9@_][A-Za-z0-9:_.@\\\\-]{0,254}");

    private ServiceReader() {}

    private record Maintenance(List<String> on, List<String> off) {}

    /// @return what makes the settings, once the section is known to hold no mistake
    static Supplier<ServiceSettings> read(Section section) {
        var unit = section.optional("service", Values.matching(UNIT, "the name of a systemd unit", "vms.service"));
        var stop = section.optional("stop", words());
        var start = section.optional("start", words());
        var maintenance =
                section.section("maintenance", ServiceReader::maintenance, new Maintenance(List.of(), List.of()));
        var health = section.optional("health", Values.webAddress());
        var within = section.optional("health-within", Values.duration(), ServiceSettings.HEALTH_WITHIN);
        section.check(
                () -> unit.orNull() == null || (stop.orNull() == null && start.orNull() == null),
                "service is there, and stop or start too",
                "Write service for a systemd unit, or stop and start for anything else");
        section.check(
                () -> (stop.orNull() == null) == (start.orNull() == null),
                "stop and start go together, and one of them is missing",
                "Write for example: stop: [docker, stop, vms] and start: [docker, start, vms]");
        section.check(
                () -> within.get().compareTo(ServiceSettings.LONGEST_HEALTH_WITHIN) <= 0
                        && !within.get().isZero(),
                "health-within is not more than 0 s and at most 30 min",
                "Write for example: health-within: 60 s");
        return () -> new ServiceSettings(
                control(
                        "stop",
                        unit.orNull() == null ? "" : unit.get(),
                        stop.orNull() == null ? List.of() : stop.get()),
                control(
                        "start",
                        unit.orNull() == null ? "" : unit.get(),
                        start.orNull() == null ? List.of() : start.get()),
                maintenance.get().on(),
                maintenance.get().off(),
                health.orNull(),
                within.get());
    }

    private static List<String> control(String verb, String unit, List<String> words) {
        return unit.isEmpty() ? words : List.of("systemctl", verb, unit);
    }

    private static Optional<Maintenance> maintenance(Section section) {
        var on = section.required("on", words(), "[touch, /srv/app/maintenance]");
        var off = section.required("off", words(), "[rm, -f, /srv/app/maintenance]");
        return section.build(() -> new Maintenance(on.get(), off.get()));
    }

    /// A command: a program and its words. No shell reads it, so a line for a shell is a mistake.
    private static Value<List<String>> words() {
        return Values.listOf(Values.text()).then(words -> {
            if (words.isEmpty()) {
                return new Bad<>("is an empty list", "Write for example: [systemctl, stop, vms]");
            }
            return words.size() == 1 && words.getFirst().strip().contains(" ")
                    ? new Bad<>("is a line instead of a list of words", "Write for example: [systemctl, stop, vms]")
                    : new Good<>(words);
        });
    }
}
