package dev.upkeep.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class VolunteerDatabaseIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    /// Each table's name, count and a sum over its rows' hashes.
    private static final String TABLES = """
            SELECT format('SELECT %L, count(*), sum(hashtextextended(t::text, 0)::numeric) FROM ONLY %s t', c.oid::regclass, c.oid::regclass)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND n.nspname IN ('public', 'audit', 'reporting') AND c.relispopulated ORDER BY c.oid::regclass::text
            \\gexec
            """;

    @BeforeAll
    static void loadOnce() {
        postgres.psql(VolunteerDatabase.roles());
        loaded("first");
    }

    @Test
    void isLargeAndTheSameEveryTime() {
        var once = contents("first");
        var again = contents(loaded("again"));

        assertThat(once).isEqualTo(again);
        assertThat(once).hasSizeGreaterThan(30);
        assertThat(once.values().stream().mapToLong(VolunteerDatabaseIT::rows).sum())
                .isGreaterThan(300_000);
    }

    @Test
    void aMonthChangesAboutOnePercentOfTheRows() {
        var database = copied("month");

        postgres.psql(database, VolunteerDatabase.change());

        assertThat(touched(database)).isBetween(3_500L, 6_500L);
    }

    @Test
    void theAccidentLosesTheHoursAndTheirReportAndNothingElse() {
        var database = copied("accident");
        var before = contents(database);

        postgres.psql(database, VolunteerDatabase.accident());

        var after = contents(database);
        before.keySet().removeAll(after.keySet());
        assertThat(before).containsOnlyKeys("hours", "reporting.hours_by_year");
    }

    private static String loaded(String name) {
        postgres.psql("CREATE DATABASE %s TEMPLATE template0 OWNER vms_owner".formatted(name));
        postgres.psql(name, VolunteerDatabase.content());
        return name;
    }

    private static String copied(String name) {
        postgres.psql("CREATE DATABASE %s TEMPLATE first".formatted(name));
        return name;
    }

    private static Map<String, String> contents(String database) {
        var tables = new TreeMap<String, String>();
        postgres.psql(database, TABLES)
                .lines()
                .map(line -> line.split("\\|", 2))
                .forEach(parts -> tables.put(parts[0], parts[1]));
        return tables;
    }

    private static long rows(String countAndSum) {
        return Long.parseLong(Arrays.asList(countAndSum.split("\\|")).getFirst());
    }

    /// Rows that transactions after the load wrote or removed, as the rows themselves tell.
    private static long touched(String database) {
        return Long.parseLong(postgres.psql(database, """
                SELECT (SELECT count(*) FROM hours WHERE id > 147500)
                    + (SELECT count(*) FROM people WHERE address = ROW('1 New Road', '66101', 'Kansas City')::postal_address)
                    + (SELECT count(*) FROM signups WHERE id BETWEEN 46801 AND 47000 AND state = 'attended')
                    + 15 - (SELECT count(*) FROM message_recipients WHERE message_id = 3000)
                """));
    }
}
