package dev.upkeep.operations.discovery;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a piece of Python or JavaScript says, as far as that can be told without running it.
sealed interface Expression {
    Pattern WRAPPED = Pattern.compile("(?s)(?:int|str|Number|String|parseInt|Path|bool)\\((.*?)(?:,\\s*10)?\\)");
    Pattern TRAILING = Pattern.compile("(?s)(?:\\.strip\\(\\)|\\.replace\\([^()]*\\)|!|\\s+as\\s+\\w+)$");
    String STRING = "(?:'([^'\\\\\\n]*)'|\"([^\"\\\\\\n]*)\"|(\\d+))";
    Pattern LITERAL = Pattern.compile(STRING);
    /// `os.environ.get('X', 'y')`, `os.environ['X']`, `env('X', default='y')`, `config('X', cast=int)`.
    Pattern PYTHON = Pattern.compile("(?s)(?:os\\.)?(?:environ(?:\\.get)?|getenv|env(?:\\.\\w+)?|config)\\s*[\\[(]\\s*"
            + "['\"]([A-Za-z_]\\w*)['\"]\\s*(?:,\\s*cast\\s*=\\s*\\w+\\s*)?(?:,\\s*(?:default\\s*=\\s*)?" + STRING
            + ")?\\s*(?:,\\s*cast\\s*=\\s*\\w+\\s*)?,?\\s*[\\])](?:\\s*or\\s.*)?");
    /// `process.env.X || 'y'`, `configService.get<string>('X', 'y')`.
    Pattern SCRIPT =
            Pattern.compile("(?s)\\+?(?:process\\.env(?:\\.|\\[['\"])([A-Za-z_]\\w*)(?:['\"]])?|[\\w.]*[cC]onfig"
                    + "\\w*\\.get(?:OrThrow)?(?:<\\w+>)?\\(\\s*['\"]([A-Za-z_]\\w*)['\"]\\s*(?:,\\s*" + STRING
                    + ")?\\s*\\))(?:\\s*(?:\\|\\||\\?\\?)\\s*" + STRING + ")?");
    Pattern ANY_STRING = Pattern.compile("'([^'\\\\\\n]*)'|\"([^\"\\\\\\n]*)\"");

    record Literal(String text) implements Expression {}

    /// @param otherwise when the variable is not set; empty for none
    record Variable(String name, String otherwise) implements Expression {}

    /// A path below a folder that is computed: `BASE_DIR / "media"`.
    record Below(List<String> names) implements Expression {}

    record Computed() implements Expression {}

    static Expression parse(String code) {
        var bare = bare(code);
        var literal = LITERAL.matcher(bare);
        if (literal.matches()) {
            return new Literal(text(literal.toMatchResult(), 1));
        }
        var python = PYTHON.matcher(bare);
        if (python.matches()) {
            return new Variable(python.group(1), text(python.toMatchResult(), 2));
        }
        var script = SCRIPT.matcher(bare);
        if (script.matches()) {
            var name = script.group(1) == null ? script.group(2) : script.group(1);
            return new Variable(name, text(script.toMatchResult(), 3) + text(script.toMatchResult(), 6));
        }
        return bare.contains("join(") || bare.matches("(?s)\\w+(?:\\s*/\\s*['\"][^'\"]*['\"])+")
                ? new Below(ANY_STRING
                        .matcher(bare)
                        .results()
                        .map(match -> text(match, 1, 2))
                        .toList())
                : new Computed();
    }

    private static String bare(String code) {
        var bare = code.strip();
        for (var i = 0; i < 4; i++) {
            bare = TRAILING.matcher(bare).replaceFirst("").strip();
            var wrapped = WRAPPED.matcher(bare);
            if (wrapped.matches()) {
                bare = wrapped.group(1).strip();
            }
        }
        return bare;
    }

    private static String text(MatchResult match, int first) {
        return text(match, first, first + 2);
    }

    private static String text(MatchResult match, int first, int last) {
        for (var group = first; group <= last; group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return "";
    }
}
