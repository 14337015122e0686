package dev.upkeep.operations.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The volunteer system's database as SQL for `psql`: 56 tables with 470,000 rows, the same ones every time. Needs
/// PostgreSQL 14 or newer, without any extension; a superuser runs it.
final class VolunteerDatabase {
    static final String NAME = "volunteers";
    static final String OWNER = "vms_owner";
    /// Reads everything, changes nothing: takes the backups.
    static final String BACKUP_USER = "vms_backup";

    private static final List<String> CONTENT =
            List.of("2-tables.sql", "3-people.sql", "4-events.sql", "5-records.sql", "6-keys.sql", "7-logic.sql");

    private VolunteerDatabase() {}

    /// Makes the roles, without passwords. Once per server.
    static String roles() {
        return script("1-roles.sql");
    }

    /// Fills an empty database that belongs to [#OWNER].
    static String content() {
        return CONTENT.stream().map(VolunteerDatabase::script).collect(Collectors.joining("\n"));
    }

    /// About 1 % of the rows change, most of them where an application changes rows: at the end of the large table.
    static String change() {
        return script("change.sql");
    }

    /// Somebody drops [#LOST_TABLE].
    static String accident() {
        return script("accident.sql");
    }

    /// 150,000 entries of hours that volunteers gave. Without them the charity cannot show what its grants are paid by.
    static final String LOST_TABLE = "public.hours";

    private static String script(String name) {
        try (var stream = VolunteerDatabase.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's resource " + name, e);
        }
    }
}
