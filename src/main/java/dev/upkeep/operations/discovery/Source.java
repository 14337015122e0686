package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.AppFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file's text.
///
/// @param shown how people find it
record Source(Path file, String shown, String text) {
    private static final int LONGEST = 600;

    AppFile as(AppFile.Format format) {
        return AppFile.parse(file, format, text);
    }

    boolean contains(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /// What follows each occurrence of a pattern, up to the end of the expression there.
    ///
    /// @param before ends where the expression begins
    Stream<Piece> after(Pattern before) {
        return after(before, 0, text.length());
    }

    /// Those between two offsets.
    Stream<Piece> after(Pattern before, int from, int to) {
        return before.matcher(text)
                .region(from, to)
                .results()
                .filter(match -> !inComment(match))
                .map(match -> piece(match.end()));
    }

    Optional<Piece> first(Pattern before) {
        return after(before).findFirst();
    }

    String at(int offset) {
        var line = 1
                + text.substring(0, offset)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count();
        return shown + ":" + line;
    }

    private boolean inComment(MatchResult match) {
        var start = text.lastIndexOf('\n', Math.max(0, match.end() - 1)) + 1;
        var line = text.substring(Math.min(start, match.end()), match.end()).stripLeading();
        return line.startsWith("#") || line.startsWith("//") || line.startsWith("*");
    }

    /// Up to a comma, a semicolon, a comment or the line's end that stands outside of quotes and brackets.
    private Piece piece(int start) {
        var depth = 0;
        var quote = '\0';
        var end = start;
        for (; end < text.length() && end - start < LONGEST; end++) {
            var letter = text.charAt(end);
            if (quote != '\0') {
                quote = letter == quote || letter == '\n' ? '\0' : quote;
            } else if (letter == '\'' || letter == '"' || letter == '`') {
                quote = letter;
            } else if ("([{".indexOf(letter) >= 0) {
                depth++;
            } else if (")]}".indexOf(letter) >= 0 && --depth < 0) {
                break;
            } else if (depth == 0 && (",;\n".indexOf(letter) >= 0 || isComment(end))) {
                break;
            }
        }
        return new Piece(text.substring(start, end).strip(), at(start));
    }

    private boolean isComment(int offset) {
        return text.charAt(offset) == '#' || text.startsWith("//", offset);
    }

    /// A piece of code. It may hold a secret, so it is never printed.
    record Piece(String code, String where) {
        @Override
        public String toString() {
            return where;
        }
    }
}
