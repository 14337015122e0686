package dev.upkeep.operations.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Knows one shape of application: by what it is recognised, and where such an application has its settings and files.
interface Finder {
    /// For people: `Django`.
    String shape();

    /// The folder of that application, within the one that is looked at.
    Optional<Path> home(AppFolder folder);

    /// What is seen there, best first.
    List<Clue> look(AppFolder folder, Path home);
}
