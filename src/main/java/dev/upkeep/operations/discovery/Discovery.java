package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Looks at the folder of an application and proposes how it is described. Reads only; changes nothing.
public final class Discovery {
    private static final List<Finder> FINDERS =
            List.of(new DjangoFinder(), new LaravelFinder(), new NestFinder(), new JavaFinder(), new FlaskFinder());

    private final Path machine;

    /// @param machine the root folder of the machine that the application runs on
    public Discovery(Path machine) {
        this.machine = machine;
    }

    public static Discovery ofThisMachine() {
        return new Discovery(Path.of("/"));
    }

    /// Where sets are kept when the operator says nothing: a folder that this account may make.
    public Path usualStore() {
        var backups = machine.resolve("var/backups");
        return Files.isWritable(backups)
                ? backups.resolve("upkeep")
                : Path.of(System.getProperty("user.home", "/"), "upkeep-store");
    }

    /// @throws dev.upkeep.base.problem.UpkeepException NOT_FOUND when there is no such folder
    public Proposal look(Path appFolder, Path store) {
        var folder = AppFolder.of(appFolder);
        var clues = new ArrayList<Clue>();
        var shapes = new ArrayList<String>();
        var home = folder.root();
        for (var finder : FINDERS) {
            var found = finder.home(folder);
            if (found.isPresent()) {
                home = shapes.isEmpty() ? found.get() : home;
                shapes.add(finder.shape());
                clues.addAll(finder.look(folder, found.get()));
            }
        }
        clues.addAll(new AnyFinder().look(folder, home));
        UnaryOperator<Database> localized = Compose.of(folder, home)
                .<UnaryOperator<Database>>map(compose -> compose::localized)
                .orElse(UnaryOperator.identity());
        return new Proposer(machine, clues).propose(folder, home, shapes, localized, store);
    }
}
