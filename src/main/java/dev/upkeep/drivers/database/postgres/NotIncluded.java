package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Says what a set of this database knowingly leaves out, or makes anew.
final class NotIncluded {
    private static final String SENTENCES = """
            SELECT format('Foreign table %I.%I is included as a definition; its rows live on server %I.',
                          n.nspname, c.relname, s.srvname)
            FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_foreign_server s ON s.oid = f.ftserver
            UNION ALL
            SELECT format('Materialized view %I.%I is computed anew by a restore.', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND c.relispopulated
            UNION ALL
            SELECT format('Tablespace %I is not made by a restore; what is in it goes to the default one.', t.spcname)
            FROM pg_tablespace t
            WHERE t.spcname !~ '^pg_' AND (t.oid = (SELECT dattablespace FROM pg_database WHERE datname = current_database())
               OR EXISTS (SELECT FROM pg_class c WHERE c.reltablespace = t.oid))
            UNION ALL
            SELECT format('Subscription %I is not included: a restored copy must not take changes from the publisher.',
                          s.subname)
            FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL
            SELECT format('Replication slot %I belongs to the server and is not included.', s.slot_name)
            FROM pg_replication_slots s WHERE s.database = current_database()
            UNION ALL
            SELECT format('Index %I.%I is invalid (a failed CREATE INDEX CONCURRENTLY) and is not included.', n.nspname, c.relname)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class t ON t.oid = i.indrelid
            WHERE NOT i.indisvalid AND t.relkind <> 'p' AND t.relpersistence <> 't'
            UNION ALL
            SELECT 'Roles'' passwords are not included: set them after a restore on a new server.'
            UNION ALL
            SELECT format('User mappings'' passwords for foreign server %I are included only when the user may see them.',
                          s.srvname)
            FROM pg_foreign_server s WHERE EXISTS (SELECT FROM pg_user_mappings m WHERE m.srvid = s.oid)
            ORDER BY 1
            """;

    private NotIncluded() {}

    static List<String> of(Connection connection) throws SQLException {
        var sentences = new ArrayList<>(Rows.texts(connection, SENTENCES));
        return List.copyOf(sentences);
    }
}
