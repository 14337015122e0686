package dev.upkeep.base.config;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/// Writes a text as YAML, in quotes where it needs them.
public final class YamlScalar {
    private YamlScalar() {}

    /// On one line, whatever the text holds.
    public static String of(String text) {
        var settings = DumpSettings.builder()
                .setSplitLines(false)
                .setWidth(Integer.MAX_VALUE)
                .build();
        var control = text.chars().anyMatch(Character::isISOControl);
        return new Dump(settings)
                .dumpToString(control ? text.replaceAll("\\p{Cntrl}", "?") : text)
                .strip();
    }
}
