package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.base.time.SystemClock;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.drivers.store.directory.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store on a disk that becomes full. Needs root, to mount a small disk.
final class FullDiskIT {
    private final LocalHost host = new LocalHost(Pause.real());

    @TempDir
    Path temp;

    private boolean mounted;

    @BeforeEach
    void mount() throws IOException {
        var disk = Files.createDirectory(temp.resolve("disk")).toString();
        mounted = host.run(Command.of("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk))
                .succeeded();
        assumeThat(mounted).as("only root can mount a small disk").isTrue();
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            host.run(Command.of("umount", "--lazy", temp.resolve("disk").toString()));
        }
    }

    @Test
    void aFullDiskFailsTheBackupWithItsReasonAndNothingIsLeft() throws IOException {
        var uploads = Files.createDirectory(temp.resolve("uploads"));
        var noise = new byte[8 << 20];
        for (var i = 0; i < 5; i++) {
            new Random(i).nextBytes(noise);
            Files.write(uploads.resolve("noise-" + i), noise);
        }
        var store = DirectoryStore.make(temp.resolve("disk/store"));
        var world = new BackupWorld(store, null, SystemClock.utc()).files("uploads", uploads);

        var end = world.attempt(new BackupOrder("", false, "tester"), () -> {});

        assertThat(end.failure()).isInstanceOfSatisfying(UpkeepException.class, failed -> {
            assertThat(failed.problem().kind()).isEqualTo(Kind.MISSING);
            assertThat(failed.problem().message()).containsIgnoringCase("full");
            assertThat(failed.problem().hint()).isNotEmpty();
        });
        assertThat(world.sets()).isEmpty();
        assertThat(world.names("staging/")).isEmpty();
        assertThat(world.names("locks/")).isEmpty();
    }
}
