package dev.upkeep.drivers.host.local;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Finished;
import java.util.List;

/// A system account that a command is run as.
record Account(String uid, String gid, String home) {
    /// @param answer of `getent passwd`: `name:x:uid:gid:comment:home:shell`
    static Account parse(String user, Finished answer) {
        var fields = answer.output().strip().split(":", -1);
        if (!answer.succeeded() || fields.length < 7) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "system account \"%s\" does not exist".formatted(user),
                    "Make it: adduser --system --group %s, or name another one.".formatted(user));
        }
        return new Account(fields[2], fields[3], fields[5]);
    }

    List<String> prefix(String setpriv) {
        return List.of(setpriv, "--reuid=" + uid, "--regid=" + gid, "--init-groups", "--");
    }
}
