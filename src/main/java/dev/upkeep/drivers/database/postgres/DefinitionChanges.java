package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds what was changed or dropped since a moment and can't be locked for reading: views, functions, triggers, names.
/// The server prints definitions (`pg_get_viewdef` and the like, for us as for `pg_dump`) partly from what it knows
/// now, whatever the snapshot; such a definition would be later than the rows. What is new since the moment is not seen
/// by anybody who reads the moment, and is no change.
///
/// Each query gives an identity, a name for people, and a version: `xmin` where any new version matters, else what a
/// definition is printed from, so that a GRANT, a trigger that is switched off or a rebuilt index is no change:
/// those `pg_dump` reads as of the moment.
final class DefinitionChanges {
    private static final int NAMED = 3;
    private static final List<String> VERSIONS = List.of("""
            SELECT p.oid::text, format('function %I.%I', n.nspname, p.proname),
                   md5((to_jsonb(p) - 'proacl' - 'proowner')::text)
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid >= 16384 AND n.nspname !~ '^pg_'""", """
            SELECT r.oid::text, format('%s %I.%I', CASE r.rulename WHEN '_RETURN' THEN 'view' ELSE 'rule of' END,
                                       n.nspname, c.relname), r.xmin::text
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE r.oid >= 16384 AND n.nspname !~ '^pg_'""", """
            SELECT t.oid::text, format('trigger %I of %I.%I', t.tgname, n.nspname, c.relname),
                   md5((to_jsonb(t) - 'tgenabled')::text)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND n.nspname !~ '^pg_'""", """
            SELECT s.oid::text, format('statistics %I', s.stxname), s.xmin::text FROM pg_statistic_ext s""", """
            SELECT c.oid::text, format('%I.%I', n.nspname, c.relname),
                   concat_ws(' ', c.relnamespace, c.relname, CASE WHEN c.relkind IN ('i', 'I') THEN c.reloptions END)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'""", """
            SELECT a.attrelid || ' ' || a.attnum, format('column %I of %I.%I', a.attname, n.nspname, c.relname),
                   concat_ws(' ', a.atttypid, a.atttypmod, a.attisdropped, a.attname)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm', 'f', 'c') AND a.attnum > 0 AND c.oid >= 16384 AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_'""", """
            SELECT t.oid::text, format('type %I.%I', n.nspname, t.typname), concat_ws(' ', t.typnamespace, t.typname)
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.oid >= 16384 AND t.typrelid = 0 AND t.typcategory <> 'A' AND n.nspname !~ '^pg_'""", """
            SELECT e.oid::text, format('label %L of type %I.%I', e.enumlabel, n.nspname, t.typname), e.enumlabel::text
            FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE e.oid >= 16384 AND n.nspname !~ '^pg_'""", """
            SELECT o.oid::text, format('operator %s', o.oprname), concat_ws(' ', o.oprnamespace, o.oprname)
            FROM pg_operator o WHERE o.oid >= 16384""", """
            SELECT c.oid::text, format('collation %I', c.collname), concat_ws(' ', c.collnamespace, c.collname)
            FROM pg_collation c WHERE c.oid >= 16384""", """
            SELECT n.oid::text, format('schema %I', n.nspname), n.nspname::text
            FROM pg_namespace n WHERE n.nspname !~ '^pg_(toast|temp)'""");

    private final Connections connections;
    private final PostgresAddress address;
    private final Facts facts;

    DefinitionChanges(Connections connections, PostgresAddress address, Facts facts) {
        this.connections = connections;
        this.address = address;
        this.facts = facts;
    }

    /// @param moment a session that sees the moment
    /// @throws UpkeepException FAILED with the names of what was changed
    void requireNone(Connection moment) throws SQLException {
        var change = find(moment);
        if (change.isPresent()) {
            throw change.get();
        }
    }

    /// Why the definitions of the moment can't be read any more, when they can't.
    Optional<UpkeepException> find(Connection moment) throws SQLException {
        var changed = new TreeSet<String>();
        try (var now = connections.open(address)) {
            facts.readNames(now);
            facts.readNames(moment);
            for (var query : VERSIONS) {
                var versions = versions(now, query);
                Rows.list(moment, query, Definition::of).stream()
                        .filter(then -> !then.version().equals(versions.get(then.identity())))
                        .forEach(then -> changed.add(then.name()));
            }
            Facts.readRows(moment);
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new UpkeepException(
                        Kind.FAILED,
                        "changed or dropped while the definitions of %s were read: %s"
                                .formatted(address, named(changed)),
                        "Back up again when no migration runs."));
    }

    private record Definition(String identity, String name, String version) {
        static Definition of(java.sql.ResultSet row) throws SQLException {
            return new Definition(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    private static Map<String, String> versions(Connection session, String query) throws SQLException {
        var versions = new HashMap<String, String>();
        Rows.list(session, query, Definition::of).forEach(now -> versions.put(now.identity(), now.version()));
        return versions;
    }

    private static String named(SortedSet<String> changed) {
        var first = changed.stream().limit(NAMED).collect(Collectors.joining(", "));
        return changed.size() > NAMED ? first + " and " + (changed.size() - NAMED) + " more" : first;
    }
}
