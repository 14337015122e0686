package dev.upkeep.operations.sets;

import dev.upkeep.base.text.Escaped;
import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Reading;
import java.util.List;

/// Takes a line apart, field by field, in order.
final class Fields {
    private final List<String> fields;
    private int next = 1;

    private Fields(List<String> fields) {
        this.fields = fields;
    }

    static Fields of(String line) {
        return new Fields(Escaped.fields(line));
    }

    String kind() {
        return fields.getFirst();
    }

    String escaped() {
        if (next >= fields.size()) {
            throw new IllegalArgumentException("the line ends too early");
        }
        return fields.get(next++);
    }

    String text() {
        return Escaped.text(escaped());
    }

    long number() {
        return Long.parseLong(escaped());
    }

    int integer() {
        return Integer.parseInt(escaped());
    }

    boolean yes() {
        var word = escaped();
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("neither yes nor no: " + word);
        };
    }

    Reading reading() {
        var rows = number();
        var fingerprint = Fingerprint.parse(escaped());
        return new Reading(rows, fingerprint, number());
    }

    ObjectRef object() {
        return ObjectRef.of(List.of(escaped(), escaped(), escaped()));
    }
}
