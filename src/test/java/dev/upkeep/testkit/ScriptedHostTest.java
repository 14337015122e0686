package dev.upkeep.testkit;

import dev.upkeep.drivers.host.Host;
import dev.upkeep.drivers.host.HostContract;
import dev.upkeep.testkit.ScriptedHost.Answer;

final class ScriptedHostTest extends HostContract {
    @Override
    protected Host hostWhere(String tellOutput, String tellErrors, int tellExitCode) {
        return new ScriptedHost()
                .on("tell", new Answer(tellExitCode, tellOutput, tellErrors, false))
                .on("hang", Answer.forever());
    }
}
