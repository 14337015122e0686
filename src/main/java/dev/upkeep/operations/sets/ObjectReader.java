package dev.upkeep.operations.sets;

import com.github.luben.zstd.ZstdInputStream;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads objects and believes none: length and SHA-256 are checked while the content streams by. May be used from
/// several threads at once.
public final class ObjectReader {
    private final Store store;

    public ObjectReader(Store store) {
        this.store = store;
    }

    /// The plain content. Only a reader that saw the end of the stream may believe it.
    ///
    /// @throws UpkeepException DAMAGED, here or from the stream, at the latest instead of its end
    public InputStream open(ObjectRef object) {
        try {
            return new CheckedObject(new ZstdInputStream(store.open(object.name())), object);
        } catch (UpkeepException failed) {
            throw failed.problem().kind() == Kind.NOT_FOUND ? damaged(object, "it is missing", failed) : failed;
        } catch (IOException broken) {
            throw damaged(object, "it is not zstd", broken);
        }
    }

    /// Reads an object wholly, without giving its content to anybody.
    public Examined examine(ObjectRef object) {
        var found = store.find(object.name());
        if (found.isEmpty()) {
            return new Examined.Missing();
        }
        try (var content = open(object)) {
            content.transferTo(OutputStream.nullOutputStream());
            return new Examined.Good();
        } catch (UpkeepException failed) {
            if (failed.problem().kind() != Kind.DAMAGED) {
                throw failed;
            }
            return found.get().length() < object.storedLength()
                    ? new Examined.Truncated(object.storedLength(), found.get().length())
                    : new Examined.Damaged(failed.problem().message().replace(isDamaged(object), ""));
        } catch (IOException broken) {
            return new Examined.Damaged(String.valueOf(broken.getMessage()));
        }
    }

    static UpkeepException damaged(ObjectRef object, String how, Throwable cause) {
        return new UpkeepException(
                Kind.DAMAGED,
                isDamaged(object) + how,
                "Run upkeep verify, which sets it aside; the next backup writes it anew.",
                cause);
    }

    private static String isDamaged(ObjectRef object) {
        return "object " + object.sha256() + " is damaged: ";
    }

    /// What a look at a whole object found.
    public sealed interface Examined {
        record Good() implements Examined {}

        record Missing() implements Examined {}

        record Truncated(long expected, long found) implements Examined {}

        record Damaged(String how) implements Examined {}

        default boolean isGood() {
            return this instanceof Good;
        }

        /// In words, for a person.
        default String inWords() {
            return switch (this) {
                case Good ignored -> "whole";
                case Missing ignored -> "missing";
                case Truncated(var expected, var found) -> "cut short: %d of %d bytes".formatted(found, expected);
                case Damaged(var how) -> how;
            };
        }
    }
}
