package dev.upkeep.operations.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Laravel: everything is in its `.env`, files are below `storage/app`.
final class LaravelFinder implements Finder {
    @Override
    public String shape() {
        return "Laravel";
    }

    @Override
    public Optional<Path> home(AppFolder folder) {
        return folder.named("artisan").findFirst().map(Path::getParent);
    }

    @Override
    public List<Clue> look(AppFolder folder, Path home) {
        var variables = Variables.of(folder, home);
        return Stream.<Clue>concat(
                        VariableSets.databases(variables)
                                .map(database -> database.withUsualHost("127.0.0.1", "Laravel's default")),
                        Stream.concat(Trees.usual(folder, home, "storage/app"), cloud(variables)))
                .toList();
    }

    private static Stream<Clue> cloud(Variables variables) {
        return variables.find("FILESYSTEM_DISK", "FILESYSTEM_DRIVER").stream()
                .filter(answer ->
                        answer instanceof Answer.Known known && known.text().equals("s3"))
                .map(answer -> new Clue.Remark(
                        "uploads are kept in S3 (%s): they are not part of a backup".formatted(answer.where())));
    }
}
