package io.driverelay.drive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * OneDrive's hash of a file: each byte is XORed, 11 bits further than the one before, into a circle of 160 bits; the length goes in last.
 * After 160 bytes the circle is back where it began, so whole rows of 160 bytes are XORed upon each other as longs, and folded once at the
 * end. It tells damage, not intent: rows that change places are not seen.
 *
 * @see <a href="https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash">QuickXorHash</a>
 */
public final class QuickXorHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int ROW_BYTES = 160;
    private static final int ROW_LONGS = ROW_BYTES / Long.BYTES;
    private static final int CIRCLE_BITS = 160;
    private static final int SHIFT_BITS = 11;
    private static final int HASH_BYTES = CIRCLE_BITS / 8;

    private final byte[] row = new byte[ROW_BYTES];
    private long length;

    /** The next bytes of the file. */
    public void update(byte[] bytes, int offset, int count) {
        int at = offset;
        int end = offset + count;
        while (at < end && length % ROW_BYTES != 0) {
            fold(bytes[at++]);
        }
        int rows = (end - at) / ROW_BYTES;
        foldRows(bytes, at, rows);
        length += (long) rows * ROW_BYTES;
        at += rows * ROW_BYTES;
        while (at < end) {
            fold(bytes[at++]);
        }
    }

    /** How many bytes went in. */
    public long length() {
        return length;
    }

    /** The hash of what went in so far, as OneDrive writes it. More may follow. */
    public String base64() {
        byte[] hash = new byte[HASH_BYTES];
        for (int i = 0; i < ROW_BYTES; i++) {
            int bit = i * SHIFT_BITS % CIRCLE_BITS;
            int spread = (row[i] & 0xff) << (bit % 8);
            hash[bit / 8] ^= (byte) spread;
            hash[(bit / 8 + 1) % HASH_BYTES] ^= (byte) (spread >>> 8);
        }
        for (int i = 0; i < Long.BYTES; i++) {
            hash[HASH_BYTES - Long.BYTES + i] ^= (byte) (length >>> (8 * i));
        }
        return Base64.getEncoder().encodeToString(hash);
    }

    /** Everything needed to go on in another place. */
    public String state() {
        byte[] state = ByteBuffer.allocate(Long.BYTES + ROW_BYTES)
                .putLong(length)
                .put(row)
                .array();
        return Base64.getEncoder().encodeToString(state);
    }

    /** Goes on from a {@link #state}. */
    public static QuickXorHash resume(String state) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(state));
        var hash = new QuickXorHash();
        hash.length = bytes.getLong();
        bytes.get(hash.row);
        return hash;
    }

    private void fold(byte one) {
        row[(int) (length++ % ROW_BYTES)] ^= one;
    }

    /** Column by column, so that each of the row's longs stays in a register while it runs down the bytes. */
    private void foldRows(byte[] bytes, int from, int rows) {
        for (int column = 0; column < ROW_LONGS; column += 4) {
            foldColumns(bytes, from, rows, column * Long.BYTES);
        }
    }

    private void foldColumns(byte[] bytes, int from, int rows, int at) {
        long a = (long) LONGS.get(row, at);
        long b = (long) LONGS.get(row, at + 8);
        long c = (long) LONGS.get(row, at + 16);
        long d = (long) LONGS.get(row, at + 24);
        int end = from + at + rows * ROW_BYTES;
        for (int i = from + at; i < end; i += ROW_BYTES) {
            a ^= (long) LONGS.get(bytes, i);
            b ^= (long) LONGS.get(bytes, i + 8);
            c ^= (long) LONGS.get(bytes, i + 16);
            d ^= (long) LONGS.get(bytes, i + 24);
        }
        LONGS.set(row, at, a);
        LONGS.set(row, at + 8, b);
        LONGS.set(row, at + 16, c);
        LONGS.set(row, at + 24, d);
    }
}
