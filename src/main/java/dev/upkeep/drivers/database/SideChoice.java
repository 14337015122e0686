package dev.upkeep.drivers.database;

import java.util.List;

/// Which tables of a set come into a side schema.
///
/// @param words as people name them, each `NAME` or `SCHEMA.NAME`, as it is or quoted for SQL; the set has each
/// @param more tables that come along when the set has them, quoted for SQL, with schema
public record SideChoice(List<String> words, List<String> more) {
    public SideChoice {
        words = List.copyOf(words);
        more = List.copyOf(more);
    }

    public static SideChoice of(List<String> words) {
        return new SideChoice(words, List.of());
    }
}
