package dev.upkeep.operations.sets;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.DatabaseDescription.Setting;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry.About;
import dev.upkeep.operations.sets.DatabaseEntry.PartEntry;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SequenceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SettingEntry;
import dev.upkeep.operations.sets.DatabaseEntry.TableEntry;
import java.util.List;

/// Writes and reads the lines of `database.list`.
public final class DatabaseList {
    private DatabaseList() {}

    /// The line without its end.
    public static String line(DatabaseEntry entry) {
        return switch (entry) {
            case About(var description) -> about(description);
            case SettingEntry(var setting) ->
                new Line("setting")
                        .text(setting.role())
                        .text(setting.name())
                        .text(setting.value())
                        .toString();
            case PartEntry(var name, var object) ->
                new Line("part").text(name).object(object).toString();
            case TableEntry table -> table(table);
            case PieceEntry piece ->
                new Line("piece")
                        .number(piece.table())
                        .number(piece.fromBlock())
                        .number(piece.toBlock())
                        .reading(piece.reading())
                        .object(piece.object())
                        .toString();
            case SequenceEntry(var sequence) ->
                new Line("sequence")
                        .text(sequence.sqlName())
                        .number(sequence.lastValue())
                        .yes(sequence.called())
                        .toString();
        };
    }

    private static String about(DatabaseDescription it) {
        return new Line("database")
                .text(it.name())
                .text(it.encoding())
                .text(it.collate())
                .text(it.ctype())
                .text(it.localeProvider())
                .text(it.icuLocale())
                .text(it.owner())
                .number(it.connectionLimit())
                .text(it.comment())
                .text(SqlText.arrayLiteral(it.acl()))
                .text(SqlText.arrayLiteral(it.withoutSchemas()))
                .toString();
    }

    private static String table(TableEntry entry) {
        var table = entry.table();
        return new Line("table")
                .number(table.number())
                .text(table.schema())
                .text(table.name())
                .text(table.sqlName())
                .text(String.join(", ", table.columns()))
                .text(table.condition())
                .number(table.bytes())
                .reading(entry.reading())
                .number(entry.blocksPerPiece())
                .number(entry.pieces())
                .toString();
    }

    /// @param line as [#line] writes it
    /// @throws IllegalArgumentException when it is not such a line; `IndexReader` makes it damage
    static DatabaseEntry read(String line) {
        var fields = Fields.of(line);
        return switch (fields.kind()) {
            case "database" -> readAbout(fields);
            case "setting" -> new SettingEntry(new Setting(fields.text(), fields.text(), fields.text()));
            case "part" -> new PartEntry(fields.text(), fields.object());
            case "table" -> readTable(fields);
            case "piece" ->
                new PieceEntry(fields.integer(), fields.number(), fields.number(), fields.reading(), fields.object());
            case "sequence" -> new SequenceEntry(new Sequence(fields.text(), fields.number(), fields.yes()));
            default -> throw new IllegalArgumentException("an unknown kind of line: " + fields.kind());
        };
    }

    private static About readAbout(Fields fields) {
        var name = fields.text();
        var encoding = fields.text();
        var collate = fields.text();
        var ctype = fields.text();
        var provider = fields.text();
        var icuLocale = fields.text();
        var owner = fields.text();
        var limit = fields.integer();
        var comment = fields.text();
        var acl = SqlText.arrayElements(fields.text());
        var without = SqlText.arrayElements(fields.text());
        return new About(new DatabaseDescription(
                "", name, "", encoding, collate, ctype, provider, icuLocale, "", owner, acl, comment, limit, List.of(),
                List.of(), List.of(), without));
    }

    private static TableEntry readTable(Fields fields) {
        var table = new Table(
                fields.integer(),
                fields.text(),
                fields.text(),
                fields.text(),
                SqlText.columns(fields.text()),
                fields.text(),
                fields.number());
        return new TableEntry(table, fields.reading(), fields.number(), fields.integer());
    }
}
