package dev.upkeep.operations.discovery;

import dev.upkeep.operations.discovery.Clue.Seen;
import dev.upkeep.operations.discovery.Clue.Unread;
import dev.upkeep.operations.discovery.Clue.Value;

/// What a setting means, while it is followed from file to file. It may hold a secret, so it is never printed; what
/// leaves is a [Value].
sealed interface Answer {
    String where();

    /// @param reference how upkeep.yml can refer to the value; empty when it can't
    record Known(String text, String where, String reference) implements Answer {
        @Override
        public String toString() {
            return "*** seen at " + where;
        }
    }

    record Unknown(String why, String where) implements Answer {}

    /// The value itself, for what is no secret.
    default Value open() {
        return switch (this) {
            case Known known
            when known.text().chars().anyMatch(Character::isISOControl) ->
                new Unread("holds letters that can't be seen", known.where());
            case Known known -> new Seen(known.text(), known.where());
            case Unknown unknown -> new Unread(unknown.why(), unknown.where());
        };
    }

    /// A reference to the value, for a secret.
    default Value secret() {
        return switch (this) {
            case Known known
            when known.reference().isEmpty() ->
                new Unread("stands in code or in several parts, where Upkeep can't refer to it", known.where());
            case Known known -> new Seen(known.reference(), known.where());
            case Unknown unknown -> new Unread(unknown.why(), unknown.where());
        };
    }
}
