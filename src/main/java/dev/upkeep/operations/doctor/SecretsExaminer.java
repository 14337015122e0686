package dev.upkeep.operations.doctor;

import dev.upkeep.app.DatabaseSettings;
import dev.upkeep.base.config.Secret;
import dev.upkeep.base.config.SecretInAddress;
import dev.upkeep.base.config.SecretInAppFile;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Unknown;
import dev.upkeep.operations.doctor.Finding.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Looks whether the secrets are there, and whether others can read them.
final class SecretsExaminer {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    /// The application reads that file, perhaps by its group.
    private static final String FOR_THE_APP_TOO = "chmod o-rw,g-w";

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
            return switch (secret) {
                case Secret.FromEnvironment ignored -> new Fine(what, "is set");
                case Secret.FromFile(var file) -> permissions(what, file, "chmod 600");
                case SecretInAppFile inFile -> permissions(what, inFile.file(), FOR_THE_APP_TOO);
                case SecretInAddress(SecretInAppFile inFile) -> permissions(what, inFile.file(), FOR_THE_APP_TOO);
                case SecretInAddress ignored -> new Fine(what, "is set");
            };
        } catch (UpkeepException failure) {
            return Failure.of(what, failure.problem());
        }
    }

    private static Finding permissions(String what, Path file, String remedy) {
        try {
            var open = Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
            return open
                    ? new Warning(
                            what, "others than its owner can read or change it", "Run: %s '%s'".formatted(remedy, file))
                    : new Fine(what, "is there, and others can't read it");
        } catch (IOException | UnsupportedOperationException failure) {
            return new Unknown(what, "its permissions could not be looked at", "Look at them by hand.");
        }
    }
}
