package dev.upkeep.operations.merge;

/// How far the undo of a merge is.
///
/// @param merge the run that inserted the rows
/// @param schema keeps what was taken out until the undo is over
/// @param taken how many rows
record UndoState(String app, String merge, String schema, long taken) {
    UndoState taken(long rows) {
        return new UndoState(app, merge, schema, rows);
    }
}
