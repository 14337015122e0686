package dev.upkeep.app;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the app is stopped, started and asked whether it is well: `service`, or `stop` and `start`; `maintenance`;
/// `health`. A command is a list of words; an empty one does nothing.
///
/// @param maintenanceOn tells visitors that there is work going on; `maintenanceOff` takes that away again
/// @param health answers with a status from 200 to 299 when the app is well; null when there is no such address
/// @param healthWithin how long the app may take to become well after its start
public record ServiceSettings(
        List<String> stop,
        List<String> start,
        List<String> maintenanceOn,
        List<String> maintenanceOff,
        @Nullable URI health,
        Duration healthWithin) {
    static final Duration HEALTH_WITHIN = Duration.ofSeconds(60);
    static final Duration LONGEST_HEALTH_WITHIN = Duration.ofMinutes(30);

    public static final ServiceSettings NONE =
            new ServiceSettings(List.of(), List.of(), List.of(), List.of(), null, HEALTH_WITHIN);

    public ServiceSettings {
        stop = List.copyOf(stop);
        start = List.copyOf(start);
        maintenanceOn = List.copyOf(maintenanceOn);
        maintenanceOff = List.copyOf(maintenanceOff);
    }
}
