package dev.upkeep.operations.tables;

import java.util.List;

/// How far a restore of tables is. The names are chosen before anything is made.
///
/// @param set whole id
/// @param words the tables as they were named
/// @param schema that they are in in the end
/// @param making name of the schema until it is complete and was compared, and of the scratch database
/// @param identity of the complete schema; empty until then
/// @param tables what came back; empty until then
/// @param left what did not come along with them, in an operator's words
record TablesState(
        String app,
        String set,
        List<String> words,
        String schema,
        String making,
        String identity,
        List<RestoredTable> tables,
        List<String> left) {
    TablesState {
        words = List.copyOf(words);
        tables = List.copyOf(tables);
        left = List.copyOf(left);
    }

    static TablesState of(String app, String set, List<String> words, String schema, String making) {
        return new TablesState(app, set, words, schema, making, "", List.of(), List.of());
    }

    TablesState brought(List<RestoredTable> restored, List<String> leftBehind, String made) {
        return new TablesState(app, set, words, schema, making, made, restored, leftBehind);
    }
}
