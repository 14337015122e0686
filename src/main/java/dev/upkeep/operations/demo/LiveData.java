package dev.upkeep.operations.demo;

/// What the live database holds, asked of the server itself: the world that the demo's promises are held against.
final class LiveData {
    private static final String TABLES = """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname IN ('public', 'audit')
            """;

    private LiveData() {}

    static long tables(DemoServer server) {
        return server.count(VolunteerDatabase.NAME, "SELECT count(*) " + TABLES);
    }

    /// Of all tables together, each counted.
    static long rows(DemoServer server) {
        var counts = server.ask(
                VolunteerDatabase.NAME,
                "SELECT format('SELECT count(*) FROM ONLY %s', c.oid::regclass) " + TABLES + " \\gexec\n");
        return counts.lines().mapToLong(Long::parseLong).sum();
    }

    static boolean isThere(DemoServer server, String database, String table) {
        return server.count(database, "SELECT count(*) FROM pg_class WHERE oid = to_regclass('%s')".formatted(table))
                == 1;
    }

    /// Count and a sum over the hashes of a table's rows; equal rows give equal text.
    static String contents(DemoServer server, String database, String table) {
        return server.ask(
                database, "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM %s t".formatted(table));
    }

    static long rows(DemoServer server, String database, String table) {
        return server.count(database, "SELECT count(*) FROM " + table);
    }
}
