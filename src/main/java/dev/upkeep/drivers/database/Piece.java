package dev.upkeep.drivers.database;

/// A part of a table's rows: those in a range of disk blocks, so that a changed row changes only its pieces.
///
/// @param table the table's number
/// @param fromBlock first block, in units of the server's block size
/// @param toBlock first block that is not in it; -1 is "to the end"
public record Piece(int table, long fromBlock, long toBlock) {}
