package io.driverelay.kills;

import java.io.InputStream;
import java.util.Random;

/** Bytes that do not compress, the same for the same seed, made as they are read. */
final class SeededBytes extends InputStream {
    private final Random random;
    private final byte[] chunk = new byte[64 * 1024];
    private long left;
    private int at = chunk.length;

    SeededBytes(long seed, long length) {
        this.random = new Random(seed);
        this.left = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        if (at == chunk.length) {
            random.nextBytes(chunk);
            at = 0;
        }
        int n = (int) Math.min(Math.min(length, chunk.length - at), left);
        System.arraycopy(chunk, at, into, offset, n);
        at += n;
        left -= n;
        return n;
    }
}
