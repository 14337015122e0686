package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.DatabaseAddress;
import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Unread;
import dev.upkeep.operations.discovery.Clue.Value;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Makes a database clue of an address, such as that of `DATABASE_URL`.
final class Addresses {
    private Addresses() {}

    static Database database(Answer address) {
        return switch (address) {
            case Answer.Unknown(var why, var where) -> unread(why, where);
            case Answer.Known known ->
                DatabaseAddress.parse(known.text())
                        .map(parsed -> database(parsed, known))
                        .orElseGet(() -> unread(
                                "is no address of a database, or one that can be read in two ways", known.where()));
        };
    }

    private static Database unread(String why, String where) {
        return new Database("", where, Map.of(Part.NAME, new Unread("(its address) " + why, where)));
    }

    private static Database database(DatabaseAddress address, Answer.Known seen) {
        var where = seen.where();
        var parts = new EnumMap<Part, Value>(Part.class);
        put(parts, Part.NAME, address.name(), where);
        put(parts, Part.HOST, address.host(), where);
        put(parts, Part.PORT, address.port(), where);
        put(parts, Part.USER, address.user(), where);
        if (!address.password().isEmpty()) {
            var reference = Optional.of(seen.reference()).filter(text -> !text.isEmpty());
            var password = new Answer.Known(
                    "", where, reference.map(text -> text + ":password").orElse(""));
            parts.put(Part.PASSWORD, password.secret());
        }
        return new Database(Makes.of(address.make()), where, parts);
    }

    private static void put(Map<Part, Value> parts, Part part, String text, String where) {
        if (!text.isEmpty()) {
            parts.put(part, new Answer.Known(text, where, "").open());
        }
    }
}
