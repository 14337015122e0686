package dev.upkeep.operations.tables;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.ArrayList;
import java.util.List;

/// Tables as people list them: `hours,public.people`. A comma inside of double quotes belongs to a name.
public final class TableWords {
    private TableWords() {}

    /// @throws UpkeepException USAGE when there is nothing between two commas
    public static List<String> of(List<String> lists) {
        var words = new ArrayList<String>();
        lists.forEach(list -> words.addAll(split(list)));
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "a table's name is missing in \"%s\"".formatted(String.join(",", lists)),
                    "Name tables.");
        }
        return words.stream().distinct().toList();
    }

    private static List<String> split(String list) {
        var words = new ArrayList<String>();
        var quoted = false;
        var from = 0;
        for (var at = 0; at < list.length(); at++) {
            quoted ^= list.charAt(at) == '"';
            if (list.charAt(at) == ',' && !quoted) {
                words.add(list.substring(from, at));
                from = at + 1;
            }
        }
        words.add(list.substring(from));
        return words;
    }
}
