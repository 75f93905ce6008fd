package io.driverelay.drive;

/** Bytes from {@code first} to {@code last}, both included, zero-based. */
public record ByteRange(long first, long last) {
    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no byte range: " + first + "-" + last);
        }
    }

    public static ByteRange at(long offset, long length) {
        return new ByteRange(offset, offset + length - 1);
    }

    public long length() {
        return last - first + 1;
    }

    /** The position after the last byte. */
    public long end() {
        return last + 1;
    }

    /** The value of the header {@code Content-Range}. */
    public String contentRange(long total) {
        return "bytes " + first + "-" + last + "/" + total;
    }

    /** The value of the header {@code Range}. */
    public String range() {
        return "bytes=" + first + "-" + last;
    }
}
