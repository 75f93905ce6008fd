package io.driverelay.model;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.QuickXorHash;
import io.driverelay.drive.SourceFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Content without a copy: a part of an array, mostly of one pattern that all share. */
final class Bytes {
    private static final byte[] PATTERN = pattern();
    private static final int STEP = 1_009;
    private static final int SHARED = 3;
    private static final int SCRATCH = 1 << 20;
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[SCRATCH]);
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    private final byte[] array;
    private final int offset;
    private final int length;
    private String hash;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Content number {@code n}: another number, other bytes. */
    static Bytes number(int n, int length) {
        return new Bytes(PATTERN, n * STEP, length);
    }

    /** What a drive receives; without a copy, where it is what all share. */
    static Bytes received(InputStream bytes, ByteRange range) {
        int length = (int) range.length();
        byte[] read = length <= SCRATCH ? BUFFER.get() : new byte[length];
        try {
            if (bytes.readNBytes(read, 0, length) < length || bytes.read() >= 0) {
                throw new IllegalStateException("other bytes than the range has");
            }
        } catch (IOException e) {
            throw new SourceFault(e);
        }
        for (int n = 0; n < SHARED; n++) {
            var shared = new Bytes(PATTERN, n * STEP + (int) range.first(), length);
            if (shared.equals(new Bytes(read, 0, length))) {
                return shared;
            }
        }
        return of(Arrays.copyOf(read, length));
    }

    static Bytes of(byte[] content) {
        return new Bytes(content, 0, content.length);
    }

    int length() {
        return length;
    }

    InputStream stream(ByteRange range) {
        return new ByteArrayInputStream(array, offset + (int) range.first(), (int) range.length());
    }

    /** The quickXorHash, base64. */
    String hash() {
        if (hash == null) {
            hash = array == PATTERN ? HASHES.computeIfAbsent(offset + "+" + length, key -> hashed()) : hashed();
        }
        return hash;
    }

    Bytes first(int count) {
        return new Bytes(array, offset, count);
    }

    Bytes after(int count) {
        return new Bytes(array, offset + count, length - count);
    }

    byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** This, and then what follows. */
    Bytes then(Bytes next) {
        if (array == next.array && offset + length == next.offset) {
            return new Bytes(array, offset, length + next.length);
        }
        if (length == 0) {
            return next;
        }
        byte[] both = Arrays.copyOf(copy(), length + next.length);
        System.arraycopy(next.array, next.offset, both, length, next.length);
        return of(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && length == that.length
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return length;
    }

    @Override
    public String toString() {
        return length + " bytes from " + offset;
    }

    private String hashed() {
        var hash = new QuickXorHash();
        hash.update(array, offset, length);
        return hash.base64();
    }

    private static byte[] pattern() {
        byte[] bytes = new byte[2 << 20];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
