package dev.upkeep.base.state;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder of the state file. It is for our account alone; one that already serves something else is left alone.
final class StateFolder {
    private static final String FILE = "state.db";
    private static final String FOLDER_RIGHTS = "rwx------";
    private static final String FILE_RIGHTS = "rw-------";

    private StateFolder() {}

    /// The state file in the folder; both are there and private on return.
    static Path prepare(Path folder) {
        try {
            make(folder);
            var file = folder.toRealPath().resolve(FILE);
            requireOurs(folder);
            requireForUs(folder, file);
            makePrivate(folder, FOLDER_RIGHTS);
            makeFile(file);
            return file;
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "the state folder %s can't be used: %s".formatted(folder, reason(failure)),
                    "Make it for this account, or name another one with --state.",
                    failure);
        }
    }

    private static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var rights = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER_RIGHTS));
        Files.createDirectories(folder, rights);
    }

    private static void requireOurs(Path folder) throws IOException {
        var owner = Files.getAttribute(folder, "unix:uid");
        if (owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return;
        }
        var name = Files.getOwner(folder).getName();
        throw new UpkeepException(
                Kind.REFUSED,
                "the state folder %s belongs to %s, not to the account that runs this".formatted(folder, name),
                "Run it as that account (sudo -u %s upkeep …), or name another folder with --state.".formatted(name));
    }

    /// Looks for the file again at the end: another process may be making it at this moment.
    private static void requireForUs(Path folder, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try (var content = Files.list(folder)) {
            var somethingElse = content.findAny().isPresent() && !Files.exists(file);
            if (somethingElse) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "the folder %s holds other things and no Upkeep state".formatted(folder),
                        "Name an empty or a new folder with --state.");
            }
        }
    }

    private static void makeFile(Path file) throws IOException {
        var rights = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_RIGHTS));
        try {
            Files.createFile(file, rights);
        } catch (FileAlreadyExistsException there) {
            makePrivate(file, FILE_RIGHTS);
        }
    }

    private static void makePrivate(Path path, String rights) throws IOException {
        var wanted = PosixFilePermissions.fromString(rights);
        if (!Files.getPosixFilePermissions(path).equals(wanted)) {
            Files.setPosixFilePermissions(path, wanted);
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
