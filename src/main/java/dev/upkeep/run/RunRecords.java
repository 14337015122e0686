package dev.upkeep.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of runs, within one transaction of somebody else's.
final class RunRecords {
    private static final String COLUMNS = """
            id, verb, app, who, started, ended, outcome, unfinished, owner_host, owner_boot, owner_space, owner_pid,
            owner_born, machine, epoch, expires
            """;

    private final Connection connection;

    RunRecords(Connection connection) {
        this.connection = connection;
    }

    static UpkeepException noSuchRun(RunId run) {
        return new UpkeepException(Kind.NOT_FOUND, "there is no run " + run, "See which there are: upkeep runs");
    }

    boolean exists(RunId run) throws SQLException {
        return run(run).isPresent();
    }

    Optional<RunRow> run(RunId run) throws SQLException {
        return runs("where id = ?", run.value()).stream().findFirst();
    }

    /// Newest first.
    List<RunRow> newest(int limit) throws SQLException {
        return runs("order by started desc, id desc limit ?", limit);
    }

    List<RunRow> newest(String app, int limit) throws SQLException {
        return runs("where app = ? order by started desc, id desc limit ?", app, limit);
    }

    Optional<RunRow> lastDone(String app, String verb) throws SQLException {
        return runs("where app = ? and verb = ? and outcome = 'done' order by started desc, id desc limit 1", app, verb)
                .stream()
                .findFirst();
    }

    /// Oldest first.
    List<RunRow> unfinished() throws SQLException {
        return runs("where unfinished order by started, id");
    }

    /// A claim that can't be had, and who has it.
    record Held(Claim claim, RunRow by) {}

    Optional<Held> held(List<Claim> claims) throws SQLException {
        for (var claim : claims) {
            var holders = holders(claim);
            if (!holders.isEmpty()) {
                return Optional.of(new Held(claim, holders.getFirst()));
            }
        }
        return Optional.empty();
    }

    private List<RunRow> holders(Claim claim) throws SQLException {
        return runs("""
                join run_claim on run.id = run_claim.run
                where run.unfinished and run_claim.kind = ? and run_claim.name = ? and (run_claim.exclusive or ?)
                order by run.started
                limit 1""", claim.kind(), claim.name(), claim.exclusive());
    }

    void insertRun(Lease lease, Entry.RunStarted beginning, Machine machine, Instant now, Instant expires)
            throws SQLException {
        var owner = machine.self();
        update(
                "insert into run (" + COLUMNS + ") values (?, ?, ?, ?, ?, null, null, true, ?, ?, ?, ?, ?, ?, ?, ?)",
                lease.run().value(),
                beginning.verb(),
                beginning.app(),
                beginning.who(),
                now.toEpochMilli(),
                owner.host(),
                owner.boot(),
                owner.space(),
                owner.pid(),
                owner.born(),
                machine.home(),
                lease.epoch(),
                expires.toEpochMilli());
        for (var claim : beginning.claims()) {
            update(
                    "insert into run_claim (run, kind, name, exclusive) values (?, ?, ?, ?)",
                    lease.run().value(),
                    claim.kind(),
                    claim.name(),
                    claim.exclusive());
        }
    }

    long insertEntry(Lease lease, Instant at, Entry entry) throws SQLException {
        var run = lease.run().value();
        var number = 1
                + query("select coalesce(max(number), 0) from run_entry where run = ?", row -> row.getLong(1), run)
                        .getFirst();
        var row = EntryRow.of(entry);
        update(
                """
                insert into run_entry (run, number, at, epoch, what, step, name, state, kind, message, hint)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                run,
                number,
                at.toEpochMilli(),
                lease.epoch(),
                row.what().name(),
                row.step(),
                row.name(),
                row.state(),
                row.kind(),
                row.message(),
                row.hint());
        return number;
    }

    List<JournalLine> lines(RunId run) throws SQLException {
        var claims = query(
                "select kind, name, exclusive from run_claim where run = ? order by kind, name",
                row -> new Claim(row.getString(1), row.getString(2), row.getBoolean(3)),
                run.value());
        return query(
                """
                select entry.number, entry.at, entry.epoch, entry.what, entry.step, entry.name, entry.state, entry.kind,
                    entry.message, entry.hint, run.verb, run.app, run.who
                from run_entry as entry join run on run.id = entry.run
                where entry.run = ?
                order by entry.number""",
                row -> new JournalLine(
                        row.getLong("number"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getLong("epoch"),
                        EntryRow.entry(row, claims)),
                run.value());
    }

    /// False when the lease is not the newest or the run has ended.
    boolean prolong(Lease lease, Instant expires) throws SQLException {
        return update(
                        "update run set expires = ? where id = ? and epoch = ? and outcome is null",
                        expires.toEpochMilli(),
                        lease.run().value(),
                        lease.epoch())
                == 1;
    }

    boolean holds(Lease lease) throws SQLException {
        return !runs(
                        "where id = ? and epoch = ? and outcome is null",
                        lease.run().value(),
                        lease.epoch())
                .isEmpty();
    }

    void end(Lease lease, Instant now, String outcome) throws SQLException {
        update(
                "update run set ended = ?, outcome = ?, unfinished = ? where id = ?",
                now.toEpochMilli(),
                outcome,
                outcome.equals(RunRow.STUCK),
                lease.run().value());
    }

    boolean settle(RunId run) throws SQLException {
        return update(
                        "update run set unfinished = false where id = ? and unfinished and outcome = ?",
                        run.value(),
                        RunRow.STUCK)
                == 1;
    }

    boolean takeOver(Unfinished run, Machine machine, Instant expires) throws SQLException {
        var owner = machine.self();
        return update(
                        """
                        update run set owner_host = ?, owner_boot = ?, owner_space = ?, owner_pid = ?, owner_born = ?,
                            machine = ?, epoch = ?, expires = ?, ended = null, outcome = null
                        where id = ? and epoch = ? and unfinished""",
                        owner.host(),
                        owner.boot(),
                        owner.space(),
                        owner.pid(),
                        owner.born(),
                        machine.home(),
                        run.epoch() + 1,
                        expires.toEpochMilli(),
                        run.run().value(),
                        run.epoch())
                == 1;
    }

    private List<RunRow> runs(String which, Object... values) throws SQLException {
        return query("select " + COLUMNS + " from run " + which, RunRow::of, values);
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, Object... values) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                query.setObject(index + 1, values[index]);
            }
            var found = new ArrayList<T>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
            }
            return found;
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                update.setObject(index + 1, storable(values[index]));
            }
            return update.executeUpdate();
        }
    }

    /// PostgreSQL takes neither a zero nor half of a character; both makes keep the same.
    private static @Nullable Object storable(@Nullable Object value) {
        return value instanceof String text
                ? new String(text.replace('\0', '\u2400').getBytes(UTF_8), UTF_8)
                : value;
    }
}
