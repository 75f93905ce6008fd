package io.driverelay.relay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what was taken of a fragment's bytes, whatever became of them. */
final class CountedBytes extends FilterInputStream {
    private long count;

    CountedBytes(InputStream bytes) {
        super(bytes);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count += Math.max(read, 0);
        return read;
    }
}
