package dev.upkeep.cli;

import dev.upkeep.operations.tables.RestoredTable;
import dev.upkeep.operations.tables.TableRestores.Restored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `restore --table NAMES [--to-schema NAME]`: tables into a schema of their own of the live database.
final class TableOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--table",
            paramLabel = "[SCHEMA.]TABLE,…",
            description = "tables, beside the live ones in a schema of their own")
    private @Nullable List<String> tables;

    @Option(
            names = "--to-schema",
            paramLabel = "NAME",
            description = "a new schema for the tables (default: restored_ with the set's day and time)")
    private @Nullable String schema;

    /// @param alone whether nothing else is to be restored
    /// @throws ParameterException when the options do not fit together
    boolean given(boolean alone) {
        if (tables == null && schema != null) {
            throw wrong("--to-schema goes with --table");
        }
        if (tables != null && !alone) {
            throw wrong("--table is for tables alone: leave out --into, --replace, --files and --to");
        }
        return tables != null;
    }

    /// As they were typed; empty when none was.
    private List<String> named() {
        return tables == null ? List.of() : tables;
    }

    /// The same for `--merge`, whose side schema has no name of its own.
    List<String> forMerge() {
        if (schema != null) {
            throw wrong("--merge inserts into the live tables: leave out --to-schema");
        }
        return named();
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    int restore(Workbench bench, @Nullable String app, String set, Output output) {
        var restored = bench.tables(bench.app(Optional.ofNullable(app)))
                .restore(set, named(), Optional.ofNullable(schema), bench.who());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", restored.set());
        fields.put("outcome", restored.outcome().word());
        fields.put("run", restored.run());
        fields.put("schema", restored.schema());
        fields.put(
                "tables", restored.tables().stream().map(TableOptions::fields).toList());
        fields.put("left", restored.left());
        var exit = Ends.tell(restored.outcome(), restored.run(), fields, output);
        if (exit == 0 && !output.json()) {
            tell(restored, output);
        }
        return exit;
    }

    private static Map<String, Object> fields(RestoredTable table) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("table", table.table());
        fields.put("rows", table.rows());
        return fields;
    }

    private static void tell(Restored restored, Output output) {
        restored.tables()
                .forEach(table -> output.say("%s: %s rows".formatted(table.table(), Text.count(table.rows()))));
        restored.left().forEach(left -> output.say("not brought: " + left));
        output.say("The tables of set %s are in schema \"%s\" of the live database, equal to the set in every row."
                .formatted(restored.set(), restored.schema()));
    }
}
