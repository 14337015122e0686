package dev.upkeep.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds the tree from YAML's events. No aliases, no tags, no keys that are not words, bounded depth: a settings
/// file needs none of them, and each has been used to exhaust a reader.
final class YamlTree {
    private static final int DEEPEST = 20;
    private static final String LOOK_NEAR = "Look at the indentation, the quotes and the colons there";

    private final Path file;
    private final Mistakes mistakes;

    YamlTree(Path file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    Optional<Node.Mapping> read(String text) {
        var settings = LoadSettings.builder().setUseMarks(true).build();
        try {
            return document(new Parse(settings).parseString(text).iterator());
        } catch (Refused refused) {
            mistakes.add(refused.where, refused.what, refused.hint);
        } catch (MarkedYamlEngineException notYaml) {
            var where = notYaml.getProblemMark().or(notYaml::getContextMark).map(this::mark);
            mistakes.add(where.orElse(start()), "this is not YAML: " + notYaml.getProblem(), LOOK_NEAR);
        } catch (YamlEngineException notText) {
            mistakes.add(start(), "this is not YAML: it holds characters that no text has", "Save it as plain text");
        }
        return Optional.empty();
    }

    private Optional<Node.Mapping> document(Iterator<Event> events) {
        skipTo(events, Event.ID.StreamStart);
        if (events.next().getEventId() != Event.ID.DocumentStart) {
            throw new Refused(start(), "the file is empty", "Begin with: app: NAME");
        }
        var root = node(events.next(), events, 0);
        skipTo(events, Event.ID.DocumentEnd);
        var next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(mark(next), "a second document begins here", "Write each app in a file of its own");
        }
        if (root instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        throw new Refused(
                root.mark(), "the file holds %s instead of keys".formatted(root.kind()), "Begin with: app: NAME");
    }

    private Node node(Event event, Iterator<Event> events, int depth) {
        refuseWhatWeDoNotRead(event, depth);
        return switch (event) {
            case ScalarEvent scalar -> new Node.Scalar(mark(event), scalar.getValue(), !scalar.isPlain());
            case SequenceStartEvent ignored -> sequence(event, events, depth);
            case MappingStartEvent ignored -> mapping(event, events, depth);
            default -> throw new IllegalStateException("YAML event " + event.getEventId());
        };
    }

    private Node sequence(Event begin, Iterator<Event> events, int depth) {
        var items = new ArrayList<Node>();
        for (var next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, events, depth + 1));
        }
        return new Node.Sequence(mark(begin), items);
    }

    private Node mapping(Event begin, Iterator<Event> events, int depth) {
        var entries = new ArrayList<Node.Entry>();
        var seen = new HashMap<String, Mark>();
        for (var next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            var where = mark(next);
            var key = key(node(next, events, depth + 1));
            var value = node(events.next(), events, depth + 1);
            var earlier = seen.putIfAbsent(key, where);
            if (earlier == null) {
                entries.add(new Node.Entry(where, key, value));
            } else {
                mistakes.add(
                        where, "%s is written twice, first in line %d".formatted(key, earlier.line()), "Remove one");
            }
        }
        return new Node.Mapping(mark(begin), entries);
    }

    private static String key(Node node) {
        if (node instanceof Node.Scalar scalar && !scalar.isNothing()) {
            return scalar.text();
        }
        throw new Refused(node.mark(), "a key is %s".formatted(node.kind()), "Write a word before the colon");
    }

    private void refuseWhatWeDoNotRead(Event event, int depth) {
        if (event instanceof AliasEvent) {
            throw new Refused(mark(event), "aliases (*name) are not read here", "Write the value out");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(mark(event), "anchors (&name) are not read here", "Remove it");
        }
        if (tagged(event)) {
            throw new Refused(mark(event), "tags (!name) are not read here", "Remove it");
        }
        if (depth > DEEPEST) {
            throw new Refused(mark(event), "this is nested too deeply", "No setting needs more than a few levels");
        }
    }

    private static boolean tagged(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag().isPresent();
            case CollectionStartEvent collection -> collection.getTag().isPresent();
            default -> false;
        };
    }

    private static void skipTo(Iterator<Event> events, Event.ID expected) {
        if (events.next().getEventId() != expected) {
            throw new IllegalStateException("YAML event other than " + expected);
        }
    }

    private Mark start() {
        return new Mark(file, 1, 1);
    }

    private Mark mark(Event event) {
        return event.getStartMark().map(this::mark).orElse(start());
    }

    private Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return new Mark(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /// Ends the reading of one file with a mistake; never leaves this class.
    private static final class Refused extends RuntimeException {
        private final transient Mark where;
        private final String what;
        private final String hint;

        Refused(Mark where, String what, String hint) {
            super(what);
            this.where = where;
            this.what = what;
            this.hint = hint;
        }
    }
}
