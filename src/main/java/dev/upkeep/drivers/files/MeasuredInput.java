package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.UpkeepException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;

/// Gives at most so many bytes of a file, counts them, and sees whole blocks of zeros. When the disk can't read it,
/// that
/// is told with the file's name, whoever reads.
final class MeasuredInput extends FilterInputStream {
    static final int BLOCK = 4096;
    private static final byte[] ZEROS = new byte[64 * 1024];

    private final long limit;
    private final Function<IOException, UpkeepException> problem;
    private long count;
    private long zerosInARow;
    private boolean hole;

    MeasuredInput(InputStream in, long limit, Function<IOException, UpkeepException> problem) {
        super(in);
        this.limit = limit;
        this.problem = problem;
    }

    long count() {
        return count;
    }

    boolean isComplete() {
        return count == limit;
    }

    boolean sawHole() {
        return hole;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        var wanted = (int) Math.min(length, limit - count);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        var got = readFile(into, from, wanted);
        if (got > 0) {
            look(into, from, got);
            count += got;
        }
        return got;
    }

    private int readFile(byte[] into, int from, int wanted) {
        try {
            return in.read(into, from, wanted);
        } catch (IOException failed) {
            throw problem.apply(failed);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, BLOCK)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Blocks are counted from where the zeros begin within one reading, which finds every hole of two blocks or more.
    private void look(byte[] bytes, int from, int length) {
        if (hole) {
            return;
        }
        for (var at = from; at < from + length; ) {
            var end = Math.min(at + BLOCK, from + length);
            var zero = isZero(bytes, at, end);
            zerosInARow = zero ? zerosInARow + end - at : 0;
            hole |= zerosInARow >= BLOCK;
            at = end;
        }
    }

    static boolean isZero(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, ZEROS, 0, to - from);
    }
}
