package dev.upkeep.operations.sets;

import dev.upkeep.base.text.Escaped;
import dev.upkeep.drivers.database.Reading;
import java.util.ArrayList;
import java.util.List;

/// Builds a line field by field.
final class Line {
    private final List<String> fields = new ArrayList<>();

    Line(String kind) {
        fields.add(kind);
    }

    Line text(String text) {
        fields.add(Escaped.of(text));
        return this;
    }

    Line escaped(String field) {
        fields.add(field);
        return this;
    }

    Line number(long number) {
        fields.add(Long.toString(number));
        return this;
    }

    Line yes(boolean yes) {
        fields.add(yes ? "yes" : "no");
        return this;
    }

    Line reading(Reading reading) {
        return number(reading.rows()).escaped(reading.fingerprint().toString()).number(reading.bytes());
    }

    Line object(ObjectRef object) {
        fields.addAll(object.fields());
        return this;
    }

    @Override
    public String toString() {
        return Escaped.line(fields);
    }
}
