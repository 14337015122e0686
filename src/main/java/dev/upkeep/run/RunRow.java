package dev.upkeep.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run as its table has it.
record RunRow(
        RunId run,
        String verb,
        String app,
        String who,
        Instant started,
        @Nullable Instant ended,
        @Nullable String outcome,
        Owner owner,
        String machine,
        long epoch,
        Instant expires) {
    static final String STUCK = "stuck";

    static RunRow of(ResultSet row) throws SQLException {
        var ended = row.getLong("ended");
        return new RunRow(
                new RunId(row.getString("id")),
                row.getString("verb"),
                row.getString("app"),
                row.getString("who"),
                Instant.ofEpochMilli(row.getLong("started")),
                ended == 0 ? null : Instant.ofEpochMilli(ended),
                row.getString("outcome"),
                new Owner(
                        row.getString("owner_host"),
                        row.getString("owner_boot"),
                        row.getString("owner_space"),
                        row.getLong("owner_pid"),
                        row.getLong("owner_born")),
                row.getString("machine"),
                row.getLong("epoch"),
                Instant.ofEpochMilli(row.getLong("expires")));
    }

    Unfinished unfinished(Unfinished.Home home, boolean expired) {
        return new Unfinished(run, verb, app, owner, machine, home, epoch, expires, expired, isStuck());
    }

    boolean isStuck() {
        return STUCK.equals(outcome);
    }
}
