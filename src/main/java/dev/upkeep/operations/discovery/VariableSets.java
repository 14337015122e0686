package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Databases that stand in variables by their usual names: `DATABASE_URL`, or `DB_HOST` and its like.
final class VariableSets {
    private static final String[] ADDRESSES = {
        "DATABASE_URL", "SQLALCHEMY_DATABASE_URI", "DATABASE_URI", "DB_URL", "POSTGRES_URL", "JDBC_DATABASE_URL"
    };
    private static final List<String> PREFIXES =
            List.of("DB_", "DATABASE_", "POSTGRES_", "PG", "TYPEORM_", "MYSQL_", "MARIADB_");

    private VariableSets() {}

    static Stream<Database> databases(Variables variables) {
        return Stream.concat(
                variables.find(ADDRESSES).map(Addresses::database).stream(),
                PREFIXES.stream().flatMap(prefix -> database(prefix, variables).stream()));
    }

    private static Optional<Database> database(String prefix, Variables variables) {
        var name = find(variables, prefix, "DATABASE", "NAME", "DB");
        var user = find(variables, prefix, "USERNAME", "USER");
        if (name.isEmpty() || (user.isEmpty() && find(variables, prefix, "HOST").isEmpty())) {
            return Optional.empty();
        }
        var parts = new EnumMap<Part, Value>(Part.class);
        parts.put(Part.NAME, name.get().open());
        user.ifPresent(answer -> parts.put(Part.USER, answer.open()));
        find(variables, prefix, "HOST", "HOSTNAME", "SERVER").ifPresent(answer -> parts.put(Part.HOST, answer.open()));
        var port = find(variables, prefix, "PORT");
        port.ifPresent(answer -> parts.put(Part.PORT, answer.open()));
        find(variables, prefix, "PASSWORD", "PASS", "PWD").ifPresent(answer -> addPassword(parts, answer));
        var make = find(variables, prefix, "CONNECTION", "TYPE", "ENGINE", "DIALECT", "DRIVER");
        return Optional.of(new Database(
                make.map(answer -> Makes.of(text(answer)))
                        .orElseGet(
                                () -> make(prefix, port.map(VariableSets::text).orElse(""))),
                make.orElse(name.get()).where(),
                parts));
    }

    private static String make(String prefix, String port) {
        return switch (prefix) {
            case "POSTGRES_", "PG" -> Makes.POSTGRES;
            case "MYSQL_" -> "mysql";
            case "MARIADB_" -> "mariadb";
            default -> Makes.ofPort(port);
        };
    }

    private static Optional<Answer> find(Variables variables, String prefix, String... ends) {
        return variables.find(Stream.of(ends).map(end -> prefix + end).toArray(String[]::new));
    }

    private static String text(Answer answer) {
        return answer instanceof Answer.Known known ? known.text() : "";
    }

    /// An empty password is none.
    static void addPassword(EnumMap<Part, Value> parts, Answer answer) {
        if (!(answer instanceof Answer.Known known) || !known.text().isEmpty()) {
            parts.put(Part.PASSWORD, answer.secret());
        }
    }
}
