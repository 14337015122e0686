package dev.upkeep.operations.doctor;

import dev.upkeep.app.DatabaseSettings;
import dev.upkeep.base.config.Secret;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Unknown;
import dev.upkeep.operations.doctor.Finding.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Looks whether the secrets are there, and whether others can read them.
final class SecretsExaminer {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    List<Finding> examine(DatabaseSettings database) {
        return Stream.of(database.password(), database.adminPassword())
                .filter(Objects::nonNull)
                .map(SecretsExaminer::examine)
                .toList();
    }

    private static Finding examine(Secret secret) {
        var what = "secret " + secret.origin();
        try {
            secret.reveal();
            return secret instanceof Secret.FromFile file ? permissions(what, file) : new Fine(what, "is set");
        } catch (UpkeepException failure) {
            return Failure.of(what, failure.problem());
        }
    }

    private static Finding permissions(String what, Secret.FromFile secret) {
        try {
            var open = Files.getPosixFilePermissions(secret.file()).stream().anyMatch(OTHERS::contains);
            return open
                    ? new Warning(
                            what,
                            "others than its owner can read or change it",
                            "Run: chmod 600 '%s'".formatted(secret.file()))
                    : new Fine(what, "is there, and only its owner can read it");
        } catch (IOException | UnsupportedOperationException failure) {
            return new Unknown(what, "its permissions could not be looked at", "Look at them by hand.");
        }
    }
}
