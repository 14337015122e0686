package dev.upkeep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The folders of private clusters in the machine's temp folder. Each is named after the process that made it (its pid
/// and when it started), so that what a killed run left behind is recognized, its server ended and its folder removed.
final class ClusterFolders {
    private static final String PREFIX = "upkeep-cluster-";

    private ClusterFolders() {}

    /// Makes `data`'s and the socket's parent, owned by the server's account. The path is short: a socket's path may
    /// have 107 bytes.
    static Path make(String account) {
        var self = ProcessHandle.current().pid();
        var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        var folder = temp().resolve(PREFIX + self + "-" + startOf(self).orElse("0") + "-" + random);
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createDirectory(folder.resolve("s"));
            var owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
            Files.setOwner(folder.resolve("s"), owner);
            Files.setOwner(folder, owner);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.setOwner(file, Files.getOwner(file.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void removeThoseOfDeadRuns() {
        try (var folders = Files.newDirectoryStream(temp(), PREFIX + "*")) {
            for (var folder : folders) {
                if (ownerIsDead(folder) && mayRemove(folder)) {
                    remove(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ownerIsDead(Path folder) {
        var parts = folder.getFileName().toString().substring(PREFIX.length()).split("-", -1);
        return parts.length == 3
                && parts[0].matches("\\d{1,9}")
                && !startOf(Long.parseLong(parts[0])).equals(Optional.of(parts[1]));
    }

    private static boolean mayRemove(Path folder) throws IOException {
        return Files.isWritable(folder) && Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    /// When a process started, in the kernel's ticks; empty when there is no such process.
    private static Optional<String> startOf(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var ended = afterName[0].equals("Z") || afterName[0].equals("X");
            return ended ? Optional.empty() : Optional.of(afterName[19]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Ends the folder's server, if one runs, and removes the folder.
    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        endServer(folder.resolve("data"));
        try {
            Files.walkFileTree(folder, new Remover());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGQUIT is the server's immediate end; its sessions end with it. Only a process that works in that very folder
    /// is
    /// touched.
    static void endServer(Path data) {
        serverOf(data).ifPresent(pid -> {
            try {
                new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
                for (var waited = 0; waited < 500 && serverOf(data).isPresent(); waited++) {
                    Thread.sleep(10);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Optional<Long> serverOf(Path data) {
        try {
            var pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            var folder = Path.of("/proc", Long.toString(pid), "cwd").toRealPath();
            return folder.equals(data.toRealPath()) && startOf(pid).isPresent() ? Optional.of(pid) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Path temp() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /// The server may still be ending: a file that is gone already is as good as removed.
    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException failure)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
