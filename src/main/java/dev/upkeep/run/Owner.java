package dev.upkeep.run;

/// The process that performs a run, told apart from every other one that had or will have its number.
///
/// @param host the machine's name
/// @param boot the machine's boot id; another one means that the machine was started again
/// @param space the process numbers' name space: a container's numbers are not its neighbour's
/// @param born when it started, in the kernel's ticks since boot
public record Owner(String host, String boot, String space, long pid, long born) {
    @Override
    public String toString() {
        return "process %d on %s".formatted(pid, host);
    }
}
