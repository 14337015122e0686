package dev.upkeep;

/// The program's start.
public final class Upkeep {
    private Upkeep() {}

    public static void main(String[] arguments) {
        System.exit(new Assembly().commandLine().run(arguments));
    }
}
