package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Seen;
import dev.upkeep.operations.discovery.Clue.Tree;
import dev.upkeep.operations.discovery.Clue.TreeNotRead;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was made of all clues: an `upkeep.yml`, perhaps with holes.
///
/// @param shapes of application that were recognised; empty when none was
/// @param database [#NONE] when none was found
/// @param remarks for the operator, in sentences without their full stop
public record Proposal(
        Path folder,
        List<String> shapes,
        Seen app,
        Database database,
        List<Tree> trees,
        List<TreeNotRead> treesNotRead,
        Path store,
        List<String> remarks) {
    static final Database NONE = new Database("", "", Map.of());

    public Proposal {
        shapes = List.copyOf(shapes);
        trees = List.copyOf(trees);
        treesNotRead = List.copyOf(treesNotRead);
        remarks = List.copyOf(remarks);
    }

    /// Whether Upkeep knows the database's make.
    public boolean isSupported() {
        return database.make().equals(Makes.POSTGRES);
    }

    /// Whether nothing needs to be written by hand.
    public boolean isComplete() {
        return isSupported() && database.isComplete();
    }

    /// Whether nothing of an application was seen.
    public boolean isEmpty() {
        return shapes.isEmpty() && database.equals(NONE) && trees.isEmpty();
    }

    /// Why it is not complete, in a sentence without its full stop.
    public String whatIsMissing() {
        if (database.equals(NONE)) {
            return "no database was found in %s".formatted(folder);
        }
        if (!isSupported() && !database.make().isEmpty()) {
            return "database %s is not supported yet: this version knows PostgreSQL".formatted(databaseInWords());
        }
        return "the database that is described at %s could not be read in full".formatted(database.where());
    }

    /// `mariadb "dms" at db:3306 (.env:4)`.
    String databaseInWords() {
        var host = database.text(Clue.Part.HOST);
        var port = database.text(Clue.Part.PORT);
        return "%s \"%s\"%s (%s)"
                .formatted(
                        database.make().isEmpty() ? "of an unknown make" : database.make(),
                        database.text(Clue.Part.NAME),
                        host.isEmpty() ? "" : " at " + host + (port.isEmpty() ? "" : ":" + port),
                        database.where());
    }

    /// Each key with what was seen of it.
    public Map<String, Clue.Value> values() {
        var all = new LinkedHashMap<String, Clue.Value>();
        all.put("app", app);
        if (isSupported()) {
            all.put("database.engine", new Seen(database.make(), database.where()));
            database.parts().forEach((part, value) -> all.put("database." + part.key(), value));
        }
        trees.forEach(
                tree -> all.put("files." + tree.name(), new Seen(tree.path().toString(), tree.where())));
        treesNotRead.forEach(tree -> all.put("files." + tree.name(), new Clue.Unread(tree.why(), tree.where())));
        all.put("backup.store", new Seen(store.toString(), ""));
        return all;
    }

    /// The file.
    public String text() {
        return new ProposalText(this).text();
    }
}
