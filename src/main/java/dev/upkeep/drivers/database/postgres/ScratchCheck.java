package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Whether private servers can live in a scratch folder: their account can enter it, and there is some space.
final class ScratchCheck {
    private static final long LEAST_SPACE = 200L << 20;
    private static final Pattern UNSAFE_IN_A_SHELL = Pattern.compile("[\"'`$\\\\\\p{Cntrl}]");

    private final Host host;
    private final Path scratch;

    ScratchCheck(Host host, Path scratch) {
        this.host = host;
        this.scratch = scratch;
    }

    List<String> obstacles(String account) {
        if (!Files.isDirectory(scratch) || !Files.isWritable(scratch)) {
            return List.of("the scratch folder " + scratch + " is not a folder that we can write in: make it");
        }
        var found = new ArrayList<String>();
        if (UNSAFE_IN_A_SHELL.matcher(scratch.toString()).find()) {
            found.add("the scratch folder's name \"" + scratch
                    + "\" holds signs that pg_ctl takes apart: choose another");
        }
        if (!canEnter(account)) {
            found.add(
                    "account \"%s\", which the server runs as, can't enter the scratch folder %s: choose another, such as %s"
                            .formatted(account, scratch, PostgresPrivateServers.usualScratch()));
        }
        if (usableSpace() < LEAST_SPACE) {
            found.add("the scratch folder " + scratch + " has less than 200 MiB free: make room, or choose another");
        }
        return found;
    }

    private boolean canEnter(String account) {
        return host.run(Command.of("test", "-x", scratch.toString()).as(account))
                .succeeded();
    }

    private long usableSpace() {
        try {
            return Files.getFileStore(scratch).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
