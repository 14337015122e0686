package dev.upkeep.operations.difference;

import dev.upkeep.operations.difference.EntrySink.Side;
import java.io.OutputStream;

/// Takes rows in COPY text format as they stream by and gives an entry for each, see [EntrySink]. A raw tab ends a
/// field
/// and a raw line feed a row: within values both are written with a backslash. Holds no row, however long. For one
/// thread.
final class RowEntries extends OutputStream {
    static final int WIDTH = 3;
    private static final int BATCH = 1 << 10;

    private final Fields fields;
    private final Side side;
    private final EntrySink sink;
    private final Hash row = new Hash();
    private final Hash key = new Hash();
    private final long[] batch = new long[WIDTH * BATCH];
    private int batched;
    private int field;
    private boolean withinRow;
    private long rows;

    RowEntries(Fields fields, Side side, EntrySink sink) {
        this.fields = fields;
        this.side = side;
        this.sink = sink;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        var end = offset + count;
        var from = offset;
        for (var at = offset; at < end; at++) {
            if (bytes[at] == '\n') {
                take(bytes, from, at);
                endRow();
                from = at + 1;
            } else if (bytes[at] == '\t' && !fields.whole()) {
                take(bytes, from, at);
                endField();
                from = at + 1;
            }
        }
        take(bytes, from, end);
        withinRow = count > 0 ? bytes[end - 1] != '\n' : withinRow;
    }

    private void take(byte[] bytes, int from, int to) {
        if (fields.whole() || fields.compared().get(field)) {
            row.update(bytes, from, to - from);
        }
        if (fields.key().get(field)) {
            key.update(bytes, from, to - from);
        }
    }

    /// Each field that counts gets an end, also the last one: it may stand elsewhere on the other side.
    private void endField() {
        if (fields.compared().get(field)) {
            row.update((byte) '\t');
        }
        if (fields.key().get(field)) {
            key.update((byte) '\t');
        }
        field++;
    }

    private void endRow() {
        endField();
        row.finish();
        var identity = row;
        if (fields.hasKey()) {
            key.finish();
            identity = key;
        }
        field = 0;
        rows++;
        if (sink.wants(identity.first())) {
            add(identity, row.second());
        }
    }

    private void add(Hash identity, long content) {
        var at = batched * WIDTH;
        batch[at] = identity.first();
        batch[at + 1] = identity.second();
        batch[at + 2] = content;
        batched++;
        if (batched == BATCH) {
            flush();
        }
    }

    @Override
    public void flush() {
        sink.add(side, batch, batched);
        batched = 0;
    }

    /// Hands over the last rows.
    ///
    /// @return how many rows there were; one without its end counts as one too many
    long finish() {
        flush();
        return withinRow ? rows + 1 : rows;
    }
}
