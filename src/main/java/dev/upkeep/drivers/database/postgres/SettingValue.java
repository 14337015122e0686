package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes a setting's recorded value into SQL. Some settings are lists of names; given as one text they would become
/// one
/// name with commas in it.
final class SettingValue {
    /// Those that the server marks GUC_LIST_QUOTE, as `pg_dump` knows them.
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private SettingValue() {}

    static String sql(Setting setting) {
        if (!LISTS.contains(setting.name())) {
            return Sql.text(setting.value());
        }
        var names = names(setting.value());
        return names.isEmpty() ? "''" : Sql.texts(names);
    }

    /// `"$user", public, "a ""b"""` as the names that it lists.
    static List<String> names(String list) {
        var names = new ArrayList<String>();
        var at = 0;
        while (at < list.length()) {
            if (Character.isWhitespace(list.charAt(at)) || list.charAt(at) == ',') {
                at++;
                continue;
            }
            var end = list.charAt(at) == '"' ? endOfQuoted(list, at) : endOfPlain(list, at);
            names.add(unquoted(list.substring(at, end).strip()));
            at = end;
        }
        return names;
    }

    private static int endOfQuoted(String list, int start) {
        var at = start + 1;
        while (at < list.length()) {
            if (list.charAt(at) == '"') {
                if (at + 1 < list.length() && list.charAt(at + 1) == '"') {
                    at++;
                } else {
                    return at + 1;
                }
            }
            at++;
        }
        return at;
    }

    private static int endOfPlain(String list, int start) {
        var comma = list.indexOf(',', start);
        return comma < 0 ? list.length() : comma;
    }

    private static String unquoted(String name) {
        var quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
