package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// The folder of one private server. It belongs to us, so that nobody can put anything else in its place, and the
/// server's account may only pass through it to its `data`. A marker file, written first and removed last, says that it
/// is ours.
final class PrivateServerFolder {
    private static final String MARKER = "upkeep-private-server";
    private static final int LOG_LINES = 5;

    private final Path folder;

    PrivateServerFolder(Path folder) {
        this.folder = folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return data().resolve("server.log");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /// @throws UpkeepException CLASH when it exists
    void make(String account) {
        try {
            Files.createDirectory(folder, permissions("rwx------"));
            Files.createFile(file(MARKER));
            Files.createDirectory(data(), permissions("rwx------"));
            own(data(), account);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (FileAlreadyExistsException exists) {
            throw new UpkeepException(
                    Kind.CLASH,
                    "the folder " + folder + " of a private server exists already",
                    "Another run uses it, or a stopped one left it; the next start of Upkeep removes what was left.",
                    exists);
        } catch (IOException e) {
            throw failed("make", e);
        }
    }

    /// A file that every account may read.
    Path write(String name, String text) {
        try {
            var file = Files.writeString(file(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw failed("write " + name + " in", e);
        }
    }

    /// A file that only the account may read.
    Path writeFor(String account, String name, String text) {
        try {
            var file = Files.createFile(file(name), permissions("rw-------"));
            Files.writeString(file, text);
            own(file, account);
            return file;
        } catch (IOException e) {
            throw failed("write " + name + " in", e);
        }
    }

    /// Whether there is something to remove. An empty folder of our own is one that we were about to mark.
    ///
    /// @throws UpkeepException REFUSED when something of that name is there that we did not make
    boolean isOurs() {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            if (isFolderOfOurs() && (Files.exists(file(MARKER), LinkOption.NOFOLLOW_LINKS) || isEmpty())) {
                return true;
            }
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw failed("look at", e);
        }
        throw new UpkeepException(
                Kind.REFUSED, folder + " is not a private server of ours; it was left alone", "Look at it by hand.");
    }

    /// Whether this account made it; what is gone meanwhile or can't be looked at is somebody else's.
    boolean belongsToUs() {
        try {
            return isFolderOfOurs();
        } catch (IOException notOurs) {
            return false;
        }
    }

    private boolean isFolderOfOurs() throws IOException {
        var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && owner.equals(System.getProperty("user.name"));
    }

    private boolean isEmpty() throws IOException {
        try (var children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    /// The marker goes last, so that a removal that was cut short can go on. By `rm`, which does not follow a link that
    /// the server's account may put there meanwhile.
    void remove(Host host) {
        removed(host, data());
        try (var children = Files.list(folder)) {
            children.filter(child -> !child.endsWith(MARKER)).forEach(child -> removed(host, child));
        } catch (IOException e) {
            throw failed("remove", e);
        }
        removed(host, folder);
    }

    private void removed(Host host, Path path) {
        host.run(Command.of("rm", "-rf", "--one-file-system", "--", path.toString())
                        .within(Duration.ofMinutes(10)))
                .orFail("could not remove " + path, "Remove it by hand.");
    }

    /// The last lines of the server's log, for the reason of a failed start.
    String endOfLog() {
        try (var lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            var last = lines.filter(line -> line.contains("FATAL") || line.contains("ERROR") || line.contains("LOG: "))
                    .toList();
            return String.join("; ", last.subList(Math.max(0, last.size() - LOG_LINES), last.size()));
        } catch (IOException | UncheckedIOException none) {
            return "";
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static void own(Path file, String account) throws IOException {
        var accounts = file.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(file, accounts.lookupPrincipalByName(account));
    }

    private UpkeepException failed(String what, IOException cause) {
        return new UpkeepException(
                Kind.FAILED,
                "could not " + what + " the private server's folder " + folder + ": " + cause.getMessage(),
                "Check the folder's permissions and free space.",
                cause);
    }
}
