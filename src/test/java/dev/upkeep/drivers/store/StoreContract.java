package dev.upkeep.drivers.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store.Entry;
import dev.upkeep.drivers.store.Store.Move;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store must hold to.
public abstract class StoreContract {
    protected Store store;

    /// An empty store.
    protected abstract Store emptyStore() throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = emptyStore();
    }

    @Test
    void whatWasPutIsRead() throws IOException {
        store.put("sets/shop/manifest.json", bytes("first"));
        store.put("sets/shop/manifest.json", bytes("second"));

        assertThat(read("sets/shop/manifest.json")).isEqualTo("second");
        assertThat(store.find("sets/shop/manifest.json"))
                .get()
                .extracting(Entry::length)
                .isEqualTo(6L);
    }

    @Test
    void onlyTheFirstPutIfAbsentCounts() throws IOException {
        assertThat(store.putIfAbsent("locks/prune-1.json", bytes("mine"))).isTrue();
        assertThat(store.putIfAbsent("locks/prune-1.json", bytes("yours"))).isFalse();

        assertThat(read("locks/prune-1.json")).isEqualTo("mine");
    }

    @Test
    void oneOfManyWinsAnAbsentName() throws Exception {
        var attempts = new ArrayList<Callable<Boolean>>();
        for (var each = 0; each < 16; each++) {
            var content = bytes("attempt " + each);
            attempts.add(() -> store.putIfAbsent("locks/one.json", content));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var won = 0;
            for (var attempt : threads.invokeAll(attempts)) {
                won += attempt.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void createdContentsGetTheirNamesWhenPublished() throws IOException {
        create("staging/run/a", "one");
        create("staging/run/manifest.json", "all");

        store.publish(List.of(
                new Move("staging/run/a", "objects/aa/a.zst"),
                new Move("staging/run/manifest.json", "sets/shop/manifest.json")));

        assertThat(read("objects/aa/a.zst")).isEqualTo("one");
        assertThat(read("sets/shop/manifest.json")).isEqualTo("all");
        assertThat(names("staging/")).isEmpty();
    }

    @Test
    void publishingMayBeRepeatedAndReplaces() throws IOException {
        create("staging/run/a", "one");
        var moves = List.of(new Move("staging/run/a", "objects/aa/a.zst"));
        store.publish(moves);
        store.publish(moves);
        assertThat(read("objects/aa/a.zst")).isEqualTo("one");

        create("staging/run/a", "two");
        store.publish(moves);
        assertThat(read("objects/aa/a.zst")).isEqualTo("two");
    }

    @Test
    void publishingNothingThatExistsFailsWithoutTheLastMove() {
        create("staging/run/last", "last");

        assertThatThrownBy(() -> store.publish(
                        List.of(new Move("staging/run/gone", "objects/gone"), new Move("staging/run/last", "last"))))
                .isInstanceOf(UpkeepException.class);
        assertThat(store.find("last")).isEmpty();
    }

    @Test
    void listingShowsEverythingBelowThePrefix() throws IOException {
        store.put("sets/shop/one/manifest.json", bytes("1"));
        store.put("sets/shop/two/manifest.json", bytes("22"));
        store.put("sets/shopping/three/manifest.json", bytes("333"));
        store.put("objects/aa/x.zst", bytes("4444"));

        assertThat(names("sets/shop/"))
                .containsExactlyInAnyOrder("sets/shop/one/manifest.json", "sets/shop/two/manifest.json");
        assertThat(names("sets/shop")).hasSize(3);
        assertThat(names("")).hasSize(4);
        assertThat(names("nothing/")).isEmpty();
        try (var entries = store.list("objects/")) {
            assertThat(entries).singleElement().extracting(Entry::length).isEqualTo(4L);
        }
    }

    @Test
    void deletedContentsAreGoneAndDeletingAgainDoesNothing() {
        store.put("sets/shop/one/manifest.json", bytes("1"));
        store.put("sets/shop/one/proofs/1.json", bytes("1"));
        store.put("sets/shop/onemore/manifest.json", bytes("1"));

        store.delete("sets/shop/one/proofs/1.json");
        store.delete("sets/shop/one/proofs/1.json");
        assertThat(store.find("sets/shop/one/proofs/1.json")).isEmpty();

        store.deleteTree("sets/shop/one");
        store.deleteTree("sets/shop/one");
        assertThat(names("")).containsExactly("sets/shop/onemore/manifest.json");
    }

    @Test
    void aContentThatIsNotThereIsNotFound() {
        assertThat(store.find("objects/aa/x.zst")).isEmpty();
        assertThatThrownBy(() -> read("objects/aa/x.zst")).isInstanceOfSatisfying(UpkeepException.class, thrown -> {
            assertThat(thrown.problem().kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(thrown).hasMessageContaining("objects/aa/x.zst");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../up", "a/../../up", "a//b", "a/.", ".hidden", "a b", "a\nb", "é", "a\\b"})
    void namesThatLeadElsewhereAreRefused(String name) {
        assertThatThrownBy(() -> store.put(name, bytes("x"))).isInstanceOf(UpkeepException.class);
        assertThatThrownBy(() -> store.create(name)).isInstanceOf(UpkeepException.class);
        assertThatThrownBy(() -> store.open(name)).isInstanceOf(UpkeepException.class);
        assertThatThrownBy(() -> store.find(name)).isInstanceOf(UpkeepException.class);
        assertThatThrownBy(() -> store.delete(name)).isInstanceOf(UpkeepException.class);
        assertThatThrownBy(() -> store.deleteTree(name)).isInstanceOf(UpkeepException.class);
        assertThatThrownBy(() -> store.publish(List.of(new Move("staging/a", name))))
                .isInstanceOf(UpkeepException.class);
    }

    @Test
    void aLaterContentIsNotOlderByTheStoresClock() {
        store.put("locks/one.json", bytes("1"));
        store.put("locks/two.json", bytes("2"));

        var one = store.find("locks/one.json").orElseThrow().modified();
        assertThat(store.find("locks/two.json").orElseThrow().modified()).isAfterOrEqualTo(one);
    }

    protected void create(String name, String text) {
        try (var out = store.create(name)) {
            out.write(bytes(text));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    protected String read(String name) throws IOException {
        try (var in = store.open(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    protected List<String> names(String prefix) {
        try (var entries = store.list(prefix)) {
            return entries.map(Entry::name).toList();
        }
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
