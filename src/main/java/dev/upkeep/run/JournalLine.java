package dev.upkeep.run;

import java.time.Instant;

/// An entry as the journal keeps it.
///
/// @param number counts from 1 within the run
/// @param at to the millisecond
/// @param epoch whose it is; it grows with each process that takes the run up
public record JournalLine(long number, Instant at, long epoch, Entry entry) {}
