package dev.upkeep.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// The keys of one level of a settings file. A settings record asks for each of its keys, then makes itself in
/// [#build]:
/// ```java
/// var last = section.optional("last", Values.number(0, 1000), 7);
/// return section.build(() -> new RetentionSettings(last.get()));
/// ```
public final class Section {
    private final Path file;
    private final String prefix;
    private final Mark mark;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> later = new HashMap<>();
    private final List<String> vocabulary;
    private final Map<String, Mark> places;
    private final Mistakes mistakes;
    private final int mistakesBefore;

    private Section(
            Path file,
            String prefix,
            Node.Mapping mapping,
            List<String> vocabulary,
            Map<String, Mark> places,
            Mistakes mistakes) {
        this.file = file;
        this.prefix = prefix;
        this.mark = mapping.mark();
        this.vocabulary = vocabulary;
        this.places = places;
        this.mistakes = mistakes;
        this.mistakesBefore = mistakes.count();
        mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    public static Section of(Path file, Node.Mapping mapping, Mistakes mistakes) {
        return new Section(file, "", mapping, new ArrayList<>(), new LinkedHashMap<>(), mistakes);
    }

    /// Relative paths in the file start here.
    public Path folder() {
        var parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    public Path file() {
        return file;
    }

    /// Every key that was asked for so far, here and below, as `backup.keep.last`.
    public List<String> vocabulary() {
        return List.copyOf(vocabulary);
    }

    /// Where each key that was asked for is written, here and below; those that are not written are not there.
    public Map<String, Mark> places() {
        return Map.copyOf(places);
    }

    /// A key that must be there.
    ///
    /// @param example what to write, when it is missing
    public <T> Setting<T> required(String key, Value<T> value, String example) {
        var entry = ask(key);
        if (entry.isEmpty()) {
            mistakes.add(
                    mark, "%s is missing".formatted(prefix + key), "Write for example: %s: %s".formatted(key, example));
            return Setting.none();
        }
        return read(entry.get(), value);
    }

    public <T> Setting<T> optional(String key, Value<T> value, T otherwise) {
        return ask(key).map(entry -> read(entry, value)).orElseGet(() -> Setting.good(otherwise));
    }

    /// A key without a default: [Setting#orNull] is null when it is not there.
    public <T> Setting<T> optional(String key, Value<T> value) {
        return ask(key).map(entry -> read(entry, value)).orElseGet(Setting::none);
    }

    /// A key that holds keys of its own and must be there.
    public <T> Setting<T> requiredSection(String key, Function<Section, Optional<T>> reader) {
        var entry = ask(key);
        if (entry.isEmpty()) {
            mistakes.add(mark, "%s is missing".formatted(prefix + key), "Add the section %s:".formatted(key));
            return Setting.none();
        }
        return below(entry.get(), reader);
    }

    /// A key that holds keys of its own.
    public <T> Setting<T> section(String key, Function<Section, Optional<T>> reader, T otherwise) {
        return ask(key).map(entry -> below(entry, reader)).orElseGet(() -> Setting.good(otherwise));
    }

    /// All keys of this level are the operator's own names; each has a value of the same kind.
    ///
    /// @param nameShape what a name must be
    public <T> Setting<Map<String, T>> names(Value<String> nameShape, Value<T> value) {
        vocabulary.add(prefix + "*");
        var all = new LinkedHashMap<String, T>();
        var before = mistakes.count();
        for (var entry : entries.values()) {
            known.add(entry.key());
            places.put(prefix + entry.key(), entry.mark());
            read(
                    new Node.Entry(entry.mark(), entry.key(), new Node.Scalar(entry.mark(), entry.key(), true)),
                    nameShape);
            var setting = read(entry, value).orNull();
            if (setting != null) {
                all.put(entry.key(), setting);
            }
        }
        return mistakes.count() == before ? Setting.good(all) : Setting.none();
    }

    /// A key that a later version will know: not a slip of the hand, but nothing would come of it.
    public void notYet(String key, String meanwhile) {
        known.add(key);
        later.put(key, meanwhile);
        var entry = entries.get(key);
        if (entry != null) {
            mistakes.add(entry.mark(), "%s is not yet in this version".formatted(prefix + key), meanwhile);
        }
    }

    /// What must hold between the settings of this section; looked at when each of them is good by itself.
    public void check(BooleanSupplier holds, String what, String hint) {
        if (mistakes.count() == mistakesBefore && !holds.getAsBoolean()) {
            mistakes.add(mark, what, hint);
        }
    }

    /// Notes unknown keys, then makes the record if there was no mistake in this section or below.
    public <T> Optional<T> build(Supplier<T> maker) {
        for (var entry : entries.values()) {
            if (!known.contains(entry.key())) {
                mistakes.add(entry.mark(), "%s is not known".formatted(prefix + entry.key()), hint(entry.key()));
            }
        }
        return mistakes.count() == mistakesBefore ? Optional.of(maker.get()) : Optional.empty();
    }

    private Optional<Node.Entry> ask(String key) {
        known.add(key);
        vocabulary.add(prefix + key);
        var entry = Optional.ofNullable(entries.get(key));
        entry.ifPresent(written -> places.put(prefix + key, written.mark()));
        return entry;
    }

    private <T> Setting<T> read(Node.Entry entry, Value<T> value) {
        return switch (value.read(entry.value())) {
            case Value.Good<T>(var good) -> Setting.good(good);
            case Value.Bad<T>(var what, var hint, var where) -> {
                mistakes.add(where == null ? place(entry) : where, "%s %s".formatted(prefix + entry.key(), what), hint);
                yield Setting.none();
            }
        };
    }

    private <T> Setting<T> below(Node.Entry entry, Function<Section, Optional<T>> reader) {
        if (!(entry.value() instanceof Node.Mapping mapping)) {
            mistakes.add(
                    place(entry),
                    "%s is %s instead of a section with keys"
                            .formatted(prefix + entry.key(), entry.value().kind()),
                    "Write its keys below it, indented");
            return Setting.none();
        }
        var section = new Section(file, prefix + entry.key() + ".", mapping, vocabulary, places, mistakes);
        return reader.apply(section).map(Setting::good).orElseGet(Setting::none);
    }

    /// Where a value is missing, its key is the place to look at.
    private static Mark place(Node.Entry entry) {
        var nothing = entry.value() instanceof Node.Scalar scalar && scalar.isNothing();
        return nothing ? entry.mark() : entry.value().mark();
    }

    private String hint(String key) {
        var near = Suggestion.near(key, known);
        if (near.isPresent()) {
            return "Did you mean %s?".formatted(near.get());
        }
        var names =
                known.stream().filter(name -> !later.containsKey(name)).sorted().toList();
        return "Known here: " + String.join(", ", names);
    }
}
