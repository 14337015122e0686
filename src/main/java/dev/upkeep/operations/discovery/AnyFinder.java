package dev.upkeep.operations.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What every application may have: a `.env` with the usual names, a Compose file, folders of uploads.
final class AnyFinder implements Finder {
    @Override
    public String shape() {
        return "";
    }

    @Override
    public Optional<Path> home(AppFolder folder) {
        return Optional.of(folder.root());
    }

    @Override
    public List<Clue> look(AppFolder folder, Path home) {
        var variables = Variables.of(folder, home);
        var compose = Compose.of(folder, home);
        compose.ifPresent(file -> file.addTo(variables));
        return Stream.of(
                        VariableSets.databases(variables),
                        compose.stream().flatMap(file -> file.databases().stream()),
                        compose.stream().flatMap(file -> file.trees().stream()),
                        compose.stream().flatMap(file -> file.remarks().stream()),
                        variables.find("UPLOAD_FOLDER", "UPLOAD_DIR", "MEDIA_ROOT").stream()
                                .filter(Answer.Known.class::isInstance)
                                .map(answer ->
                                        Trees.path(folder, home, ((Answer.Known) answer).text(), answer.where())),
                        Trees.usual(
                                folder,
                                home,
                                "uploads",
                                "media",
                                "public/uploads",
                                "static/uploads",
                                "app/static/uploads",
                                "instance/uploads",
                                "data/uploads",
                                "attachments"),
                        variables.files().stream().map(file -> Trees.settings("settings", file)))
                .flatMap(clues -> clues)
                .map(Clue.class::cast)
                .toList();
    }
}
