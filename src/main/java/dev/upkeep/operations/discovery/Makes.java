package dev.upkeep.operations.discovery;

import java.util.Locale;

/// The makes of databases, as applications call them.
final class Makes {
    static final String POSTGRES = "postgres";

    private Makes() {}

    /// As upkeep.yml calls it; the word itself when Upkeep knows no such make.
    static String of(String word) {
        var plain = word.toLowerCase(Locale.ROOT);
        if (plain.contains("postgr")
                || plain.contains("pgsql")
                || plain.contains("postgis")
                || plain.contains("pgvector")
                || plain.contains("timescale")) {
            return POSTGRES;
        }
        if (plain.contains("mariadb")) {
            return "mariadb";
        }
        if (plain.contains("mysql")) {
            return "mysql";
        }
        return plain.contains("sqlite") ? "sqlite" : plain;
    }

    /// The make whose servers listen there by default.
    static String ofPort(String port) {
        return switch (port) {
            case "5432" -> POSTGRES;
            case "3306" -> "mysql";
            default -> "";
        };
    }
}
