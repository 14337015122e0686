package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Database;
import dev.upkeep.operations.discovery.Clue.Part;
import dev.upkeep.operations.discovery.Clue.Seen;
import dev.upkeep.operations.discovery.Clue.Tree;
import dev.upkeep.operations.discovery.Clue.TreeNotRead;
import dev.upkeep.operations.discovery.Clue.Unread;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Chooses among the clues: one database as a whole, never parts of two, and the folders without those inside others.
final class Proposer {
    private static final Set<String> SAYS_NOTHING = Set.of(
            "app", "backend", "server", "api", "src", "current", "html", "www", "web", "site", "htdocs", "public");
    private static final Path SOCKETS = Path.of("var/run/postgresql");

    private final Path machine;
    private final List<Clue> clues;

    /// @param machine its root folder
    Proposer(Path machine, List<Clue> clues) {
        this.machine = machine;
        this.clues = clues;
    }

    Proposal propose(AppFolder folder, Path home, List<String> shapes, UnaryOperator<Database> localized, Path store) {
        var databases = clues(Database.class).map(localized).map(this::checked).toList();
        var best =
                databases.stream().min(Comparator.comparingInt(Proposer::rank)).orElse(Proposal.NONE);
        var trees = trees();
        var remarks = new ArrayList<String>();
        databases.stream().filter(other -> isAnother(other, best)).forEach(other -> remarks.add(words(other)));
        clues(Clue.Remark.class).forEach(remark -> remarks.add(remark.text()));
        remarks.addAll(folder.remarks());
        return new Proposal(
                folder.root(),
                shapes,
                name(folder.root(), home),
                best,
                trees,
                notRead(trees),
                store,
                remarks.stream().distinct().toList());
    }

    /// What can be used at once comes first, and what is only for trying things out last.
    private static int rank(Database database) {
        if (database.make().isEmpty()) {
            return 3;
        }
        if (database.make().equals("sqlite")) {
            return 2;
        }
        return database.isComplete() ? 0 : 1;
    }

    private static boolean isAnother(Database other, Database best) {
        return rank(other) < 2
                && !other.text(Part.NAME).isEmpty()
                && !(other.make().equals(best.make()) && other.text(Part.NAME).equals(best.text(Part.NAME)));
    }

    private static String words(Database other) {
        return "database %s \"%s\" (%s)".formatted(other.make(), other.text(Part.NAME), other.where());
    }

    /// With the host that its library takes where none is written, and without what upkeep.yml could not hold.
    private Database checked(Database database) {
        var checked = database;
        for (var part : Part.values()) {
            if (checked.parts().get(part) instanceof Seen seen && !fits(part, seen.value())) {
                checked = checked.with(part, new Unread("is no " + part.key(), seen.where()));
            }
        }
        return database.make().equals(Makes.POSTGRES) && !database.parts().containsKey(Part.HOST)
                ? checked.with(Part.HOST, usualHost(database))
                : checked;
    }

    private static boolean fits(Part part, String value) {
        return switch (part) {
            case PORT -> value.matches("\\d{1,5}") && Integer.parseInt(value) > 0 && Integer.parseInt(value) < 65_536;
            case NAME, USER -> value.matches(".{1,63}") && !value.isBlank();
            case HOST -> value.matches("[A-Za-z0-9._:/-]{1,250}");
            case PASSWORD -> true;
        };
    }

    private Seen usualHost(Database database) {
        var port = database.text(Part.PORT).isEmpty() ? "5432" : database.text(Part.PORT);
        var socket = machine.resolve(SOCKETS).resolve(".s.PGSQL." + port);
        return Files.exists(socket, LinkOption.NOFOLLOW_LINKS)
                ? new Seen("/" + SOCKETS, "no host is written, so it is the server's socket")
                : new Seen("localhost", "no host is written");
    }

    private List<Tree> trees() {
        var all = clues(Tree.class).toList();
        var names = new HashSet<String>();
        var paths = new HashSet<Path>();
        return all.stream()
                .filter(tree -> all.stream().noneMatch(other -> isInside(tree, other)))
                .filter(tree -> paths.add(tree.path()))
                .map(tree -> new Tree(unused(tree.name(), names), tree.path(), tree.where()))
                .toList();
    }

    private static boolean isInside(Tree tree, Tree other) {
        return tree.path().startsWith(other.path()) && !tree.path().equals(other.path());
    }

    private static String unused(String name, Set<String> names) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? name : name + "-" + number)
                .filter(names::add)
                .findFirst()
                .orElse(name);
    }

    /// The folder that could not be read is not worth a word when another place names one of that kind.
    private List<TreeNotRead> notRead(List<Tree> trees) {
        return clues(TreeNotRead.class)
                .filter(tree -> trees.stream().noneMatch(found -> found.name().equals(tree.name())))
                .distinct()
                .toList();
    }

    private static Seen name(Path root, Path home) {
        return Stream.iterate(root, path -> path != null, Path::getParent)
                .map(path -> Optional.ofNullable(path.getFileName())
                        .map(Path::toString)
                        .orElse(""))
                .map(text -> Trees.word(text, ""))
                .filter(text -> !text.isEmpty() && !SAYS_NOTHING.contains(text))
                .findFirst()
                .map(text -> new Seen(text, "the folder's name"))
                .orElse(new Seen(Trees.name(home), "the folder's name"));
    }

    private <T extends Clue> Stream<T> clues(Class<T> kind) {
        return clues.stream().filter(kind::isInstance).map(kind::cast);
    }
}
