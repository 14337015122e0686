package dev.upkeep.drivers.store.directory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The store's folder: turns names into files below it, makes folders inside it, and notices when it is not the
/// folder that was opened any more, because its disk was unmounted.
///
/// @param address as the operator wrote it
/// @param folder its real path
/// @param key what the file system knows it by; null where there is no such thing
record Root(String address, Path folder, @Nullable Object key) {
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}");

    static Root open(Path folder) {
        try {
            var real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new UpkeepException(
                        Kind.REFUSED, "the store " + folder + " is not a folder", "Name a folder under backup.store.");
            }
            return new Root(folder.toString(), real, keyOf(real));
        } catch (AccessDeniedException denied) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "the store " + folder + " may not be entered by this account",
                    "Give the account that runs Upkeep the folder (chown), or name another under backup.store.",
                    denied);
        } catch (IOException gone) {
            throw gone(folder.toString(), gone);
        }
    }

    static void make(Path folder) {
        try {
            Files.createDirectory(folder, PRIVATE_FOLDER);
            force(parentOf(folder.toAbsolutePath()));
        } catch (FileAlreadyExistsException exists) {
            return;
        } catch (AccessDeniedException denied) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "the store " + folder + " may not be made by this account",
                    "Make the folder and give it (chown) to the account that runs Upkeep.",
                    denied);
        } catch (IOException gone) {
            throw gone(folder.toString(), gone);
        }
    }

    private static UpkeepException gone(String address, Throwable cause) {
        return new UpkeepException(
                Kind.UNREACHABLE,
                "the store " + address + " is not there",
                "Mount its disk, or correct backup.store in upkeep.yml. The first backup makes a store: upkeep backup",
                cause);
    }

    private static @Nullable Object keyOf(Path folder) throws IOException {
        return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    }

    /// @throws UpkeepException UNREACHABLE when the folder is gone, or another one is in its place
    void check() {
        try {
            if (!Objects.equals(key, keyOf(folder))) {
                throw new UpkeepException(
                        Kind.UNREACHABLE,
                        "the store " + address + " is another folder than when this run began",
                        "Its disk was unmounted or mounted over it; mount it again and repeat.");
            }
        } catch (IOException cause) {
            throw gone(address, cause);
        }
    }

    /// The file of that name; no folder between the root and it is a link.
    Path file(String name) throws IOException {
        var file = folder;
        var parts = name.split("/", -1);
        for (var each : parts) {
            if (!PART.matcher(each).matches()) {
                throw DirectoryStore.badName(name);
            }
            refuseLink(file, name);
            file = file.resolve(each);
        }
        return file;
    }

    private void refuseLink(Path parent, String name) {
        if (!parent.equals(folder) && Files.isSymbolicLink(parent)) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "in the store " + address + " a link stands in the way of " + name + ": " + parent,
                    "Upkeep does not follow links out of a store; put the folder itself in its place.");
        }
    }

    /// Like [#file], after making the folders that are not there yet, durably, but never the root.
    Path fileInMadeFolders(String name) throws IOException {
        var file = file(name);
        makeFolder(parentOf(file));
        return file;
    }

    void makeFolder(Path wanted) throws IOException {
        if (wanted.equals(folder) || Files.isDirectory(wanted, NOFOLLOW_LINKS)) {
            return;
        }
        makeFolder(parentOf(wanted));
        try {
            Files.createDirectory(wanted, PRIVATE_FOLDER);
            force(parentOf(wanted));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            if (!Files.isDirectory(wanted, NOFOLLOW_LINKS)) {
                throw madeMeanwhile;
            }
        }
    }

    static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    String name(Path file) {
        return folder.relativize(file).toString();
    }

    long freeSpace() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// Makes what happened to a file's or folder's content durable.
    static void force(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
