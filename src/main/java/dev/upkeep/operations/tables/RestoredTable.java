package dev.upkeep.operations.tables;

/// @param table as the set names it, quoted for SQL, with schema
public record RestoredTable(String table, long rows) {}
