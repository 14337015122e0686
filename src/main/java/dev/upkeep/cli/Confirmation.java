package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Asks before something that can't be made undone by typing the opposite: on a terminal the app's name must be typed,
/// a program says `--yes`.
final class Confirmation {
    private final Optional<UnaryOperator<String>> terminal;

    /// @param terminal shows a question and gives what was typed; empty when nobody is there
    Confirmation(Optional<UnaryOperator<String>> terminal) {
        this.terminal = terminal;
    }

    boolean canAsk() {
        return terminal.isPresent();
    }

    /// @param command what a program types instead
    /// @throws UpkeepException REFUSED when it is not confirmed
    void require(boolean yes, String app, String what, String command) {
        if (yes) {
            return;
        }
        var question = terminal.orElseThrow(() ->
                new UpkeepException(Kind.REFUSED, what + " is not confirmed; nothing was changed", "Type: " + command));
        var typed = question.apply("%s. Type the app's name to go on (%s): ".formatted(what, app));
        if (!typed.strip().equals(app)) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "\"%s\" is not the app's name; nothing was changed".formatted(typed.strip()),
                    "Type %s, or: %s".formatted(app, command));
        }
    }
}
