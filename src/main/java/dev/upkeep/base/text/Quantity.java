package dev.upkeep.base.text;

/// A number with its thing: `1 file`, `2 files`.
public final class Quantity {
    private Quantity() {}

    /// @param thing one of it; more get an `s`
    public static String of(long number, String thing) {
        return number + " " + named(number, thing);
    }

    /// The thing alone, for a number that is written in another way.
    public static String named(long number, String thing) {
        return number == 1 ? thing : thing + "s";
    }
}
