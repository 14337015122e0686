package dev.upkeep.run;

import java.time.Instant;

/// A run that has not come to a good end: it runs, its process died, or it is stuck.
///
/// @param expires until when its owner need not be heard of
/// @param stuck ended neither done nor taken back; nobody performs it
public record Unfinished(RunId run, String verb, String app, Owner owner, long epoch, Instant expires, boolean stuck) {}
