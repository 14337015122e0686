package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Makes an empty database from `template0` that only the admin (and other superusers) can enter: it is born closed,
/// and
/// is opened for nobody but the admin. It has its recorded owner from the start, since an owner's tables can only be
/// given to a role that may create in their schema. When the admin is the owner, its own sessions can't be kept out.
final class EmptyDatabase {
    static final String IN_MAKING = "Upkeep restores this database; it is not complete.";
    private static final int PROVIDERS_SINCE = 15;

    private final Connection session;

    EmptyDatabase(Connection session) {
        this.session = session;
    }

    void make(String name, DatabaseDescription description) throws SQLException {
        Rows.execute(session, creation(name, description));
        var database = Sql.name(name);
        var owner = Sql.name(description.owner());
        for (var statement : List.of(
                "COMMENT ON DATABASE %s IS %s".formatted(database, Sql.text(IN_MAKING)),
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database),
                "REVOKE CONNECT ON DATABASE %s FROM %s".formatted(database, owner),
                "GRANT ALL ON DATABASE %s TO CURRENT_USER".formatted(database),
                "ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(database))) {
            Rows.execute(session, statement);
        }
    }

    /// How the statement that makes it begins.
    static String creationOf(String name) {
        return "CREATE DATABASE " + Sql.name(name);
    }

    private String creation(String name, DatabaseDescription description) throws SQLException {
        var words = new ArrayList<String>();
        words.add(creationOf(name));
        words.add("OWNER " + Sql.name(description.owner()));
        words.add("TEMPLATE template0");
        words.add("ENCODING " + Sql.text(description.encoding()));
        words.add("LC_COLLATE " + Sql.text(description.collate()));
        words.add("LC_CTYPE " + Sql.text(description.ctype()));
        if (session.getMetaData().getDatabaseMajorVersion() >= PROVIDERS_SINCE) {
            words.addAll(provider(description));
        }
        words.add("ALLOW_CONNECTIONS false");
        return String.join(" ", words);
    }

    private static List<String> provider(DatabaseDescription description) {
        var locale = Sql.text(description.icuLocale());
        return switch (description.localeProvider()) {
            case "icu" -> List.of("LOCALE_PROVIDER icu", "ICU_LOCALE " + locale);
            case "builtin" -> List.of("LOCALE_PROVIDER builtin", "BUILTIN_LOCALE " + locale);
            default -> List.of("LOCALE_PROVIDER libc");
        };
    }
}
