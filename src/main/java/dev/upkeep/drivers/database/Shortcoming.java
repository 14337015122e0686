package dev.upkeep.drivers.database;

/// Something that an account or a machine lacks.
///
/// @param what is lacking, a sentence without its end
/// @param remedy what gives it: SQL for a superuser where SQL can, else a sentence; may be empty
public record Shortcoming(String what, String remedy) {}
