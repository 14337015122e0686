package dev.upkeep.drivers.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.drivers.database.MissingRows.OfTable;
import dev.upkeep.testkit.MemoryRecord;
import dev.upkeep.testkit.PrivateCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Lost rows come back with what they need, and nothing else changes.
final class RowMergeIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private MergeWorld world = new MergeWorld(postgres, "orders");

    /// Customers 6 to 10 are lost with their orders, and order 100.
    @BeforeEach
    void losses() {
        world = MergeWorld.made(postgres, "orders", """
                CREATE TABLE customer (id serial PRIMARY KEY, mail text UNIQUE, gone int);
                CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    customer int NOT NULL REFERENCES customer, total numeric,
                    gross numeric GENERATED ALWAYS AS (total * 1.19) STORED);
                INSERT INTO customer (mail, gone) SELECT 'c' || i, i FROM generate_series(1, 10) i;
                INSERT INTO orders (customer, total) SELECT i % 10 + 1, i FROM generate_series(1, 100) i;
                CREATE SCHEMA side;
                CREATE TABLE side.customer (LIKE customer INCLUDING ALL);
                CREATE TABLE side.orders (LIKE orders INCLUDING ALL);
                INSERT INTO side.customer TABLE customer;
                INSERT INTO side.orders (id, customer, total) OVERRIDING SYSTEM VALUE SELECT id, customer, total FROM orders;
                SELECT setval('side.orders_id_seq', 100);
                ALTER TABLE customer DROP COLUMN gone, ADD COLUMN since date NOT NULL DEFAULT '2026-01-01';
                CREATE TABLE fired (what text);
                CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO public.fired VALUES (TG_NAME); RETURN NEW; END';
                CREATE TRIGGER fires AFTER INSERT OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION fire();
                CREATE TRIGGER always AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fire();
                ALTER TABLE orders ENABLE ALWAYS TRIGGER always;
                CREATE TRIGGER "%s %d" AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fire();
                CREATE TRIGGER sleeps AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fire();
                ALTER TABLE orders DISABLE TRIGGER sleeps;
                DELETE FROM orders WHERE customer > 5 OR id = 100; DELETE FROM customer WHERE id > 5; TRUNCATE fired;
                SELECT setval('customer_id_seq', 5), setval('orders_id_seq', 7);
                """);
    }

    private static void refused(Kind kind, String message, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(UpkeepException.class, failure -> {
            assertThat(failure.problem().message()).contains(message);
            assertThat(failure.problem().kind()).isEqualTo(kind);
        });
    }

    private String rows() {
        return world.psql("SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM orders)");
    }

    @Test
    void aRowWhoseUniqueValueIsTakenIsBarredWithWhatDependsOnIt() {
        world.psql("INSERT INTO customer (id, mail) VALUES (70, 'c7')");

        var merged = world.merge(world.order("public.orders"));

        assertThat(merged.rows().tables())
                .extracting(OfTable::table, OfTable::rows, OfTable::examples, OfTable::barred, OfTable::barredExamples)
                .containsExactly(
                        tuple("public.customer", 4L, List.of("id=6", "id=8", "id=9"), 1L, List.of("id=7")),
                        tuple(
                                "public.orders",
                                41L,
                                List.of("id=5", "id=7", "id=8"),
                                10L,
                                List.of("id=6", "id=16", "id=26")));
        assertThat(merged.rows().remarks())
                .containsExactly("column gone of public.customer is gone: its values do not come back");
        assertThat(world.psql("SELECT count(*), count(*) FILTER (WHERE customer = 7) FROM orders"))
                .isEqualTo("90|0");
        assertThat(merged.record().isComplete()).isTrue();
        assertThat(world.merges().committed("side")).isTrue();
    }

    @Test
    void defaultsGeneratedColumnsSequencesAndSilentTriggersAreRight() {
        world.merge(world.orderWhere("customer = 6 OR id = 100 -- and no more", "public.orders"));

        assertThat(world.psql("SELECT id, mail, since FROM customer WHERE id > 5"))
                .isEqualTo("6|c6|2026-01-01");
        assertThat(world.psql("SELECT count(*), sum(gross) FROM orders WHERE customer = 6 OR id = 100"))
                .isEqualTo("11|" + world.psql("SELECT sum(gross) FROM side.orders WHERE customer = 6 OR id = 100"));
        assertThat(world.psql("SELECT nextval('customer_id_seq'), nextval('orders_id_seq')"))
                .isEqualTo("7|101");
        assertThat(world.psql("SELECT count(*) FROM fired")).isEqualTo("0");
        assertThat(triggers()).isEqualTo("%s %dO alwaysA firesO sleepsD");
    }

    private String triggers() {
        return world.psql("""
                SELECT string_agg(tgname || tgenabled::text, ' ' ORDER BY tgname) FROM pg_trigger
                WHERE NOT tgisinternal AND tgrelid = 'public.orders'::regclass""");
    }

    @Test
    void triggersFireWhenAskedToAndWhatTheyKeepOutTakesAllBack() {
        var order = new MergeOrder("side", List.of("public.orders"), List.of(), "id = 100", List.of(), false, true);
        world.merge(world.order(order));
        assertThat(world.psql("SELECT string_agg(what, ',' ORDER BY what) FROM fired"))
                .isEqualTo("%s %d,always,fires");

        world.psql("""
                DELETE FROM orders WHERE id = 100;
                CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF NEW.id = 6 THEN RETURN NULL; END IF; RETURN NEW; END';
                CREATE TRIGGER keeps_out BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION keep_out();""");
        var all = new MergeOrder("side", List.of("public.orders"), List.of(), "", List.of(), false, true);
        refused(
                Kind.REFUSED,
                "51 rows were to be inserted into public.orders, but it took 50",
                () -> world.merge(world.order(all)));
        assertThat(rows()).isEqualTo("5|49");
    }

    @Test
    void theUndoTakesNothingOutWhenARowWasChangedSince() {
        var merged = world.merge(world.order("public.orders"));
        world.psql("UPDATE orders SET total = 1 WHERE id = 100");

        refused(
                Kind.REFUSED,
                "rows of public.orders were changed since they were merged: id=100",
                () -> world.takeOut(merged.record()));

        assertThat(rows()).isEqualTo("10|100");
        assertThat(world.merges().committed("taken")).isFalse();
    }

    @Test
    void theUndoTakesNothingOutWhenANewRowRefersToOneWhateverTheForeignKeyWouldDo() {
        world.psql("""
                CREATE TABLE item (id int PRIMARY KEY, "order" bigint REFERENCES orders ON DELETE CASCADE);
                CREATE TABLE note (id int PRIMARY KEY, customer int REFERENCES customer ON DELETE SET NULL);""");
        var merged = world.merge(world.order("public.orders"));

        world.psql("INSERT INTO item VALUES (1, 100)");
        refused(
                Kind.REFUSED,
                "rows of public.item refer by item_order_fkey to rows of public.orders that would be taken out: id=100",
                () -> world.takeOut(merged.record()));
        world.psql("DELETE FROM item; INSERT INTO note VALUES (1, 7)");
        refused(Kind.REFUSED, "rows of public.note refer by note_customer_fkey", () -> world.takeOut(merged.record()));
        world.psql("DELETE FROM note; INSERT INTO orders (customer) VALUES (8)");
        refused(
                Kind.REFUSED,
                "rows of public.orders refer by orders_customer_fkey to rows of public.customer that would be taken out: id=8",
                () -> world.takeOut(merged.record()));
        assertThat(rows()).isEqualTo("10|101");

        world.psql("DELETE FROM orders WHERE id > 100; DELETE FROM orders WHERE id = 6");
        world.psql("TRUNCATE fired");
        assertThat(world.takeOut(merged.record())).as("one is gone already").isEqualTo(55);
        assertThat(rows()).isEqualTo("5|49");
        assertThat(world.psql("SELECT count(*) FROM fired")).isEqualTo("0");
        assertThat(world.takeOut(merged.record())).as("once more").isZero();
    }

    @Test
    void aMergeIsTakenBackByItsSideSchemaAndAnUndoIsPutBack() {
        var merged = world.merge(world.order("public.orders"));
        assertThat(world.merges().takeBack("side", merged.record())).isEqualTo(56);
        assertThat(rows()).isEqualTo("5|49");
        assertThat(world.merges().committed("side")).isFalse();

        var again = world.merge(world.order("public.orders"));
        world.takeOut(again.record());
        assertThat(world.merges().committed("taken")).isTrue();
        world.merges().putBack("taken", again.record());
        assertThat(rows()).isEqualTo("10|100");
        assertThat(world.merges().committed("taken")).isFalse();
        assertThat(world.takeOut(again.record())).as("each is as it was").isEqualTo(56);
    }

    @Test
    void anotherDatabaseMayHoldTheOriginalRows() {
        var merged = world.merge(world.order("public.orders"));
        var elsewhere = new MemoryRecord();
        merged.record().replay(elsewhere);
        elsewhere.begin("1");
        refused(Kind.REFUSED, "merged into another database", () -> world.takeOut(elsewhere));
    }

    @Test
    void aTableThatWasMadeAnewOrGotColumnsIsNotTheOneThatRowsWereMergedInto() {
        var merged = world.merge(world.order("public.orders"));
        world.psql("ALTER TABLE orders ADD COLUMN remark text");
        refused(
                Kind.REFUSED,
                "table public.orders is not any more what it was when rows were merged into it: its columns are",
                () -> world.takeOut(merged.record()));
        world.psql("CREATE TABLE orders_2 AS SELECT id, customer, total, gross FROM orders; DROP TABLE orders;"
                + " ALTER TABLE orders_2 RENAME TO orders; ALTER TABLE orders ADD PRIMARY KEY (id)");
        refused(Kind.REFUSED, "it was made anew", () -> world.takeOut(merged.record()));
        assertThat(rows()).isEqualTo("10|100");
    }

    @Test
    void asManyOtherRowsAreNotTheOnesThatWereAgreed() {
        var order = world.order("public.orders");
        var seen = world.merges().missing(order);
        world.psql("DELETE FROM orders WHERE id = 94;"
                + " INSERT INTO orders (id, customer, total) OVERRIDING SYSTEM VALUE VALUES (100, 1, 100)");
        refused(
                Kind.REFUSED,
                "other rows are missing by now than were shown",
                () -> world.merges().insert(order, Optional.of(seen), new MemoryRecord()));
    }

    @Test
    void whatWasAgreedMustStillBeMissing() {
        var order = world.order("public.orders");
        var seen = world.merges().missing(order);
        world.psql("DELETE FROM orders WHERE id = 1");

        refused(
                Kind.REFUSED,
                "other rows are missing by now than were shown: 57, and it was 56",
                () -> world.merges().insert(order, Optional.of(seen), new MemoryRecord()));

        assertThat(rows()).isEqualTo("5|48");
        assertThat(world.merges().committed("side")).isFalse();
    }

    @Test
    void aRecordThatCanNotBeKeptLetsNothingIn() {
        var record = new MemoryRecord() {
            @Override
            public void complete() {
                throw new UpkeepException(Kind.FAILED, "the disk is full", "");
            }
        };
        refused(
                Kind.FAILED,
                "the disk is full",
                () -> world.merges().insert(world.order("public.orders"), Optional.empty(), record));
        assertThat(rows()).isEqualTo("5|49");
        assertThat(triggers()).isEqualTo("%s %dO alwaysA firesO sleepsD");
    }

    @Test
    void whoWritesAndDoesNotEndKeepsTheMergeOutOnlyForAWhile() throws Exception {
        try (var session = world.session()) {
            session.setAutoCommit(false);
            Rows.execute(session, "UPDATE public.customer SET mail = mail WHERE id = 1");
            refused(
                    Kind.FAILED,
                    "could not lock public.customer, public.orders in time",
                    () -> world.merge(world.order("public.orders")));
        }
        assertThat(rows()).isEqualTo("5|49");
    }
}
