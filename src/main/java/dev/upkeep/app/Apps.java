package dev.upkeep.app;

import dev.upkeep.base.config.Mistakes;
import dev.upkeep.base.config.Node;
import dev.upkeep.base.config.Section;
import dev.upkeep.base.config.Suggestion;
import dev.upkeep.base.config.YamlFile;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The apps that are managed here, in the order of their names.
public record Apps(List<App> all) {
    private static final List<Path> USUAL_PLACES = List.of(Path.of("upkeep.yml"), Path.of("/etc/upkeep"));

    public Apps {
        all = List.copyOf(all);
    }

    /// Reads `./upkeep.yml`, or else the files in `/etc/upkeep`.
    ///
    /// @throws UpkeepException NOT_FOUND when there is neither; otherwise like [#read(Path)]
    public static Apps readUsual() {
        return read(
                USUAL_PLACES.stream()
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(
                                () -> new UpkeepException(
                                        Kind.NOT_FOUND,
                                        "there is no upkeep.yml here and no folder /etc/upkeep",
                                        "Let Upkeep look at your application: upkeep init FOLDER. Or name a file: upkeep --config FILE.")));
    }

    /// Reads one app's file, or a folder of such files.
    ///
    /// @throws UpkeepException NOT_FOUND when there is no file; CONFIGURATION with every mistake of all files
    public static Apps read(Path fileOrFolder) {
        var mistakes = new Mistakes();
        var names = new HashMap<String, Path>();
        var apps = new ArrayList<App>();
        for (var file : files(fileOrFolder)) {
            YamlFile.read(file, mistakes).ifPresent(root -> {
                refuseSecondOfAName(root, file, names, mistakes);
                AppReader.read(Section.of(file, root, mistakes)).ifPresent(apps::add);
            });
        }
        mistakes.throwIfAny();
        return new Apps(apps);
    }

    /// The app of that name; without a name the only one.
    ///
    /// @param name empty for none
    /// @throws UpkeepException NOT_FOUND with a suggestion; USAGE when a name is needed
    public App one(Optional<String> name) {
        if (name.isEmpty() && all.size() == 1) {
            return all.getFirst();
        }
        var wanted = name.orElseThrow(() -> new UpkeepException(
                Kind.USAGE, "there are %d apps, and none was named".formatted(all.size()), "Name one of: " + names()));
        return all.stream().filter(app -> app.name().equals(wanted)).findFirst().orElseThrow(() -> unknown(wanted));
    }

    private UpkeepException unknown(String name) {
        var near = Suggestion.near(name, all.stream().map(App::name).toList());
        return new UpkeepException(
                Kind.NOT_FOUND,
                "there is no app \"%s\"".formatted(name),
                near.map("Did you mean %s?"::formatted).orElse("There are: " + names()));
    }

    private String names() {
        return all.stream().map(App::name).collect(Collectors.joining(", "));
    }

    private static List<Path> files(Path fileOrFolder) {
        if (!Files.exists(fileOrFolder)) {
            throw new UpkeepException(
                    Kind.NOT_FOUND, "%s does not exist".formatted(fileOrFolder), "Name a file or a folder of files.");
        }
        return Files.isDirectory(fileOrFolder) ? filesIn(fileOrFolder) : List.of(fileOrFolder);
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            var files = children.filter(Apps::isSettingsFile).sorted().toList();
            if (files.isEmpty()) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "folder %s holds no file that ends in .yml".formatted(folder),
                        "Write one for each app; docs/reference/upkeep.yml shows every key.");
            }
            return files;
        } catch (IOException unreadable) {
            throw new UpkeepException(
                    Kind.CONFIGURATION,
                    "folder %s can't be read".formatted(folder),
                    "Let the account that runs Upkeep read it.",
                    unreadable);
        }
    }

    private static boolean isSettingsFile(Path file) {
        var name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    private static void refuseSecondOfAName(Node.Mapping root, Path file, Map<String, Path> names, Mistakes mistakes) {
        for (var entry : root.entries()) {
            if (entry.key().equals("app") && entry.value() instanceof Node.Scalar name) {
                var other = Optional.ofNullable(names.putIfAbsent(name.text(), file));
                other.ifPresent(first -> mistakes.add(
                        name.mark(),
                        "app %s is described in %s too".formatted(name.text(), first),
                        "Give each app a name of its own"));
            }
        }
    }
}
