package dev.upkeep.operations.sets;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Move;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Makes a backup a set: its objects, then the check line, then the manifest, each durable before the next.
public final class SetPublisher {
    private final Store store;

    public SetPublisher(Store store) {
        this.store = store;
    }

    /// Holds a set that is not there yet: prune must never find it without its hold.
    public void hold(Manifest manifest, String note) {
        var hold = new Hold(Manifest.FORMAT, manifest.finished(), manifest.who(), note);
        store.put(SetCatalogue.folder(manifest.app(), manifest.set().value()) + "/hold.json", Json.write(hold));
    }

    /// @param lock the backup's own lock; a backup that lost it publishes nothing
    public void publish(Manifest manifest, ObjectWriter objects, StoreLock lock, RunContext context) {
        lock.keep();
        objects.publish(() -> {
            context.checkpoint();
            lock.keep();
        });
        lock.keep();
        var staging = "staging/" + context.run();
        var bytes = ManifestFile.write(manifest);
        create(staging + "/manifest.json", bytes);
        create(staging + "/manifest.json.sha256", ManifestFile.checkLine(bytes));
        var target = SetCatalogue.manifestName(manifest.app(), manifest.set().value());
        store.publish(List.of(
                new Move(staging + "/manifest.json.sha256", target + ".sha256"),
                new Move(staging + "/manifest.json", target)));
        ObjectWriter.discard(store, context.run());
    }

    /// Whether the run's set exists; for a recovery that finds the run unfinished.
    public boolean isPublished(String app, RunId run) {
        return store.find(SetCatalogue.manifestName(app, SetId.of(run).value())).isPresent();
    }

    /// Takes a set back that nobody has relied on yet; nothing happens when there is none. Its objects are left to
    /// prune.
    public void withdraw(String app, RunId run) {
        var set = SetId.of(run).value();
        store.delete(SetCatalogue.manifestName(app, set));
        store.deleteTree(SetCatalogue.folder(app, set));
    }

    private void create(String name, byte[] content) {
        store.delete(name);
        try (var out = store.create(name)) {
            out.write(content);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
