package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalMachineTest {
    @TempDir
    Path proc;

    private LocalMachine machine;

    @BeforeEach
    void aMachine() throws IOException {
        file("sys/kernel/hostname", "web1\n");
        file("sys/kernel/random/boot_id", "boot-1\n");
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[1]"));
        process(7, "java", "S", 700);
        machine = new LocalMachine(proc, proc.resolve("machine-id"), Optional.empty(), 7);
    }

    @Test
    void aProcessThatRunsIsNotGoneWhateverItsName() throws IOException {
        process(8, "odd) Z (name", "R", 800);

        assertThat(machine.gone(machine.self())).isFalse();
        assertThat(machine.gone(owner(8, 800))).isFalse();
    }

    @Test
    void aProcessThatIsNotThereOrAZombieOrAnotherOneIsGone() throws IOException {
        process(8, "java", "Z", 800);
        process(9, "java", "S", 901);

        assertThat(machine.gone(owner(6, 600))).as("not there").isTrue();
        assertThat(machine.gone(owner(8, 800))).as("zombie").isTrue();
        assertThat(machine.gone(owner(9, 900))).as("number used again").isTrue();
    }

    @Test
    void ofAProcessBeforeTheRestartNothingIsLeft() {
        assertThat(machine.gone(new Owner("web1", "boot-0", "pid:[1]", 7, 700))).isTrue();
    }

    @Test
    void nothingIsKnownOfOtherMachinesAndOtherContainers() {
        var elsewhere = new Owner("web2", "boot-9", "pid:[1]", 6, 600);
        var container = new Owner("web1", "boot-1", "pid:[2]", 6, 600);

        assertThat(machine.gone(elsewhere)).isFalse();
        assertThat(machine.sees(elsewhere)).isFalse();
        assertThat(machine.gone(container)).isFalse();
        assertThat(machine.sees(container)).isFalse();
    }

    @Test
    void itsHomeIsTheHostNameWithAMarkOfTheMachineIdUnlessItIsNamed() throws IOException {
        assertThat(machine.home()).isEqualTo("web1");

        file("machine-id", "0123456789abcdef0123456789abcdef\n");
        var marked = home(Optional.empty());
        file("machine-id", "fedcba9876543210fedcba9876543210\n");
        var other = home(Optional.empty());

        assertThat(marked).matches("web1-[0-9a-f]{8}").isNotEqualTo(other);
        assertThat(home(Optional.of("web-old"))).isEqualTo("web-old");
    }

    private String home(Optional<String> named) {
        return new LocalMachine(proc, proc.resolve("machine-id"), named, 7).home();
    }

    @Test
    void theRealMachineKnowsItself() {
        var here = new LocalMachine();

        assertThat(here.gone(here.self())).isFalse();
        assertThat(here.self().pid()).isEqualTo(ProcessHandle.current().pid());
    }

    private static Owner owner(long pid, long born) {
        return new Owner("web1", "boot-1", "pid:[1]", pid, born);
    }

    private void process(long pid, String name, String state, long born) throws IOException {
        file(pid + "/stat", "%d (%s) %s%s %d 0 0\n".formatted(pid, name, state, " 0".repeat(18), born));
    }

    private void file(String name, String text) throws IOException {
        var file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
