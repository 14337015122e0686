package dev.upkeep.base.state;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Brings the tables up to this version: numbered SQL files, each applied once, in order, all in one transaction, so
/// that a power cut leaves the old tables or the new ones. A file that was released is never edited.
///
/// @param state for people: `state file /var/lib/upkeep/state.db`
/// @param files names of resources beside this class, in order; each statement ends with `;` at a line's end
record Migrations(String state, List<String> files) {
    static final List<String> OURS = List.of("001-runs.sql", "002-machine.sql");

    private static final String TABLE =
            "create table if not exists migration (number bigint primary key, name text not null);";

    void apply(State database) {
        if (isUpToDate(database)) {
            return;
        }
        database.write(connection -> {
            execute(connection, TABLE);
            var done = applied(connection);
            requireOlder(done);
            for (var file : files.subList(done.size(), files.size())) {
                apply(connection, file);
            }
            return true;
        });
    }

    /// Asks without writing: a reader that turns writer would be refused at once while another process writes.
    private boolean isUpToDate(State database) {
        return database.read(connection -> {
            try {
                return applied(connection).equals(files);
            } catch (SQLException noTableYet) {
                return false;
            }
        });
    }

    private static List<String> applied(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var query = connection.prepareStatement("select name from migration order by number");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void requireOlder(List<String> done) {
        if (done.size() <= files.size() && done.equals(files.subList(0, done.size()))) {
            return;
        }
        throw new UpkeepException(
                Kind.REFUSED,
                "the %s was made by another, newer Upkeep (its tables: %s)".formatted(state, done.getLast()),
                "Use that version or a later one, or name another place with --state.");
    }

    private static void apply(Connection connection, String file) throws SQLException {
        execute(connection, text(file));
        try (var insert = connection.prepareStatement(
                "insert into migration (number, name) select count(*) + 1, ? from migration")) {
            insert.setString(1, file);
            insert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var one : sql.split(";\\s*(\\n|$)", -1)) {
                if (!one.isBlank()) {
                    statement.executeUpdate(one);
                }
            }
        }
    }

    private static String text(String file) {
        try (var resource = Migrations.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("the program lacks its file " + file);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
